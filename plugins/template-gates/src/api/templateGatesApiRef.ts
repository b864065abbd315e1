import { createApiRef } from '@backstage/frontend-plugin-api';
import type { TemplateGatesApi } from '@towpath/plugin-template-gates-common';

export const templateGatesApiRef = createApiRef<TemplateGatesApi>({
  id: 'plugin.template-gates.api',
});
