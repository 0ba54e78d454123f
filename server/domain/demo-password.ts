/** Known to everybody: the accounts that have it exist only beside the demonstration county. */
export const DEMO_PASSWORD = 'wangge-demo'
