import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Author } from '@towpath/gitops';

/** Who commits: the portal, on behalf of those whom the trailers name. */
export function readAuthor(config: RootConfigService): Author {
  const author = config.getOptionalConfig('environment.git.author');
  return {
    name: author?.getOptionalString('name') ?? 'Towpath',
    email: author?.getOptionalString('email') ?? `towpath@${hostOf(config)}`,
  };
}

function hostOf(config: RootConfigService): string {
  const address = config.getOptionalString('app.baseUrl');
  return address && URL.canParse(address)
    ? new URL(address).hostname
    : 'localhost';
}
