/**
 * Runs in browsers: a form marked `data-key="register"` or `data-key="prove"` asks a security key when its button is
 * pressed, and sends what the key answers in its field `credential`.
 */
const SAID: Readonly<Record<string, string>> = {
  NotAllowedError: 'The security key was not used, or too late. Try again.',
  InvalidStateError: 'This security key is registered already.',
  SecurityError: 'Security keys do not work at this address.',
}

const canAsk = (): boolean =>
  'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential && isSecureContext

function ask(purpose: string, text: string): Promise<Credential | null> {
  const options = JSON.parse(text)
  return purpose === 'register'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}

async function answer(form: HTMLFormElement, status: HTMLElement): Promise<void> {
  const { key = '', options = '' } = form.dataset
  status.textContent = 'Waiting for your security key …'
  try {
    const credential = (await ask(key, options)) as PublicKeyCredential
    const field = form.elements.namedItem('credential') as HTMLInputElement
    field.value = JSON.stringify(credential.toJSON())
    form.submit()
  } catch (error) {
    status.textContent = SAID[(error as Error).name] ?? 'The security key could not be used. Try again.'
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-key]')) {
  const status = form.querySelector<HTMLElement>('[role=status]')!
  const button = form.querySelector<HTMLButtonElement>('button[data-ask]')!
  if (!canAsk()) status.textContent = 'This browser cannot use security keys here.'
  else {
    status.textContent = ''
    button.hidden = false
    button.addEventListener('click', () => {
      if (form.reportValidity()) void answer(form, status)
    })
  }
}
