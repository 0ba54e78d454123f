import { toast } from 'svelte-sonner'

/** Copies the address of the present view and says so. Without clipboard rights (plain HTTP) a field is copied from. */
export async function copyLink(saying: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(location.href)
  else copyFromField(location.href)
  toast.success(saying)
}

function copyFromField(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
