/** The settings under `mail` that are known to be safe. */
export const mailSettings = {
  known: {
    mail: ['smtp', 'from', 'templates', 'notifications'],
    'mail.smtp': [
      ...['host', 'port', 'secure', 'username', 'password'],
      // Refused for what its name says.
      'insecure',
    ],
    'mail.notifications': ['severity'],
  },
  services: ['mail.smtp.host'],
};
