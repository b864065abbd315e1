import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationsProcessingExtensionPoint } from '@backstage/plugin-notifications-node';
import { Mailer, MailTemplates, readMailConfig } from '@towpath/mail';
import { MailProcessor } from './MailProcessor';
import { readSeverity } from './readSeverity';

/** Gives notifications the way by mail, where a mail server is configured. */
export const notificationsModuleMail = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'mail',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        lifecycle: coreServices.lifecycle,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        processing: notificationsProcessingExtensionPoint,
      },
      async init({ config, processing, lifecycle, ...services }) {
        const { mailer, templates } = readMailConfig(config);
        if (!mailer || !templates) {
          services.logger.info(
            'Notifications are not sent by mail: mail.smtp and mail.templates say where',
          );
          return;
        }
        const letters = new Mailer(mailer);
        lifecycle.addShutdownHook(() => letters.close());
        processing.addProcessor(
          new MailProcessor({
            ...services,
            mailer: letters,
            templates: new MailTemplates(templates),
            severity: readSeverity(config),
            portalUrl: config.getString('app.baseUrl'),
          }),
        );
      },
    });
  },
});
