/**
 * Runs in browsers: a form marked `data-key="register"` or `data-key="prove"` asks a security key when its button is
 * pressed, and sends what the key answers in its field `credential`.
 */
const SAID = {
  NotAllowedError: 'The security key was not used, or too late. Try again.',
  InvalidStateError: 'This security key is registered already.',
  SecurityError: 'Security keys do not work at this address.',
}

const canAsk = () =>
  'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential && isSecureContext

function ask(purpose, text) {
  const options = JSON.parse(text)
  return purpose === 'register'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}

async function answer(form, status) {
  const { key = '', options = '' } = form.dataset
  status.textContent = 'Waiting for your security key …'
  try {
    const credential = await ask(key, options)
    const field = form.elements.namedItem('credential')
    field.value = JSON.stringify(credential.toJSON())
    form.submit()
  } catch (error) {
    status.textContent = SAID[error.name] ?? 'The security key could not be used. Try again.'
  }
}

for (const form of document.querySelectorAll('form[data-key]')) {
  const status = form.querySelector('[role=status]')
  const button = form.querySelector('button[data-ask]')
  if (!canAsk()) status.textContent = 'This browser cannot use security keys here.'
  else {
    status.textContent = ''
    button.hidden = false
    button.addEventListener('click', () => {
      if (form.reportValidity()) void answer(form, status)
    })
  }
}
