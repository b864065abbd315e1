// What providers do not always mark, though it is a secret by its name.
const SECRET_NAME =
  /(^|_)(password|passwd|passphrase|secret|token|(private|secret|access|api|account|encryption|signing)_?key(_pem|_base64)?|key_material|credentials?|connection_string|kube_?config(_raw)?|client_key)$/i;

/** Whether what is called so is a secret, whatever a provider says of it. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
