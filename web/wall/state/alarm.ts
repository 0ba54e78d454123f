/** Two tones, Hz, one after the other; each so many seconds. */
const TONES = [880, 660]
const TONE_SECONDS = 0.35
const LOUDNESS = 0.25

/** Sounds once, where the browser allows it; where it does not, it is silent. */
export function soundAlarm(): void {
  try {
    const audio = new AudioContext()
    const end = () => void audio.close().catch(() => {})
    // Browsers that forbid sound without a hand on the page leave it waiting: it must not sound an hour later.
    if (audio.state !== 'running') {
      void audio.resume().catch(() => {})
      setTimeout(() => {
        if (audio.state === 'running') play(audio, end)
        else end()
      }, 300)
      return
    }
    play(audio, end)
  } catch {
    // No way to sound on this machine.
  }
}

function play(audio: AudioContext, end: () => void): void {
  for (const [index, frequency] of TONES.entries()) {
    const from = audio.currentTime + index * TONE_SECONDS
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    // Rises and falls, for a tone that is cut clicks.
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.03)
    volume.gain.linearRampToValueAtTime(0, from + TONE_SECONDS)
    tone.connect(volume).connect(audio.destination)
    tone.start(from)
    tone.stop(from + TONE_SECONDS)
    if (index === TONES.length - 1) tone.addEventListener('ended', end)
  }
}
