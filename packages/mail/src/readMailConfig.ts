import path from 'node:path';
import type { Config } from '@backstage/config';
import type { MailerOptions } from './transport/Mailer';

/** What `mail.*` in the configuration says. */
export interface MailConfig {
  /** Absent where no server is configured: nothing can be sent. */
  mailer?: MailerOptions;
  /** Folder with templates. */
  templates?: string;
}

/** @throws Error that names the key which is missing or wrong */
export function readMailConfig(config: Config): MailConfig {
  const own = config.getOptionalConfig('mail');
  const templates = own?.getOptionalString('templates');
  const smtp = own?.getOptionalConfig('smtp');
  return {
    templates: templates === undefined ? undefined : path.resolve(templates),
    mailer:
      own && smtp
        ? {
            ...readServer(smtp),
            from: own.getString('from'),
            domain: new URL(config.getString('app.baseUrl')).hostname,
          }
        : undefined,
  };
}

function readServer(smtp: Config) {
  const secure = smtp.getOptionalBoolean('secure') ?? false;
  const username = smtp.getOptionalString('username');
  return {
    host: smtp.getString('host'),
    port: smtp.getOptionalNumber('port') ?? (secure ? 465 : 587),
    secure,
    insecure: smtp.getOptionalBoolean('insecure') ?? false,
    account:
      username === undefined
        ? undefined
        : { username, password: smtp.getString('password') },
  };
}
