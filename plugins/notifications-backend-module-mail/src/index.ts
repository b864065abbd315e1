/**
 * Sends notifications as letters.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { createPluginSettings } from '@towpath/backend-kit';
import { mailSettings } from '@towpath/mail';
import { notificationsModuleMail } from './module';

/** The module, and which settings it reads. */
export default createBackendFeatureLoader({
  loader: () => [notificationsModuleMail, createPluginSettings(mailSettings)],
});
