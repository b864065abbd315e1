import { createHash, createPublicKey } from 'node:crypto';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type {
  ClusterSecrets,
  FindClusterSecrets,
} from './model/ClusterSecrets';

const USUAL: ClusterSecrets = { by: 'external-secret', store: 'towpath' };

/**
 * Of the key `score.secrets.clusters`. What it does not name has an operator that reads from the store "towpath".
 *
 * @throws Error that names the entry that cannot be used
 */
export function readClusterSecrets(
  config: RootConfigService,
): FindClusterSecrets {
  const listed = config.getOptionalConfigArray('score.secrets.clusters') ?? [];
  const byEnvironment = new Map<string, ClusterSecrets>();
  for (const one of listed) {
    const environment = one.getString('environment');
    if (byEnvironment.has(environment)) {
      throw new Error(
        `score.secrets.clusters names ${environment} twice: say once how its secrets arrive`,
      );
    }
    byEnvironment.set(environment, readOne(environment, one));
  }
  return environment => byEnvironment.get(environment) ?? USUAL;
}

function readOne(environment: string, config: Config): ClusterSecrets {
  const store = config.getOptionalString('secretStore');
  const certificate = config.getOptionalString('sealedSecretsCertificate');
  if (store && certificate) {
    throw new Error(
      `score.secrets.clusters of ${environment} has secretStore and sealedSecretsCertificate: keep one of them`,
    );
  }
  if (certificate) return readCertificate(environment, certificate);
  return store ? { by: 'external-secret', store } : USUAL;
}

function readCertificate(environment: string, text: string): ClusterSecrets {
  const publicKey = keyIn(environment, text);
  if (publicKey.asymmetricKeyType !== 'rsa') {
    throw new Error(
      `score.secrets.clusters of ${environment}: the certificate has a key of type ${publicKey.asymmetricKeyType}; Sealed Secrets takes RSA`,
    );
  }
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('hex');
  return { by: 'sealed-secret', publicKey, fingerprint };
}

function keyIn(environment: string, text: string) {
  // Node would take its public half; but then a private key stands where anybody may read it.
  if (text.includes('PRIVATE KEY')) {
    throw new Error(
      `score.secrets.clusters of ${environment}: sealedSecretsCertificate holds a private key, which belongs to the controller alone. Put its certificate here`,
    );
  }
  try {
    return createPublicKey(text);
  } catch (error) {
    throw new Error(
      `score.secrets.clusters of ${environment}: sealedSecretsCertificate is no certificate in PEM; "kubeseal --fetch-cert" prints it`,
      { cause: error },
    );
  }
}
