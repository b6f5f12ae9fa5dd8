/** What somebody has pasted, to be shown again; a private key is not sent anywhere a second time. */
export const pasted = (text = ''): string => (/PRIVATE KEY/i.test(text) ? '' : text)
