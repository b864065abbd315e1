import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { act } from '@testing-library/react';
import environmentPlugin from '..';
import { environmentApiRef } from '../api/environmentApiRef';
import type { InMemoryEnvironmentApi } from './InMemoryEnvironmentApi';

/** Channels on which a test speaks as the backend does. */
class TestSignals {
  readonly #listeners = new Map<string, Set<(message: JsonObject) => void>>();

  subscribe(channel: string, listener: (message: never) => void) {
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(listener as (message: JsonObject) => void);
    this.#listeners.set(channel, listeners);
    return { unsubscribe: () => listeners.delete(listener as never) };
  }

  send(channel: string, message: JsonObject) {
    act(() => this.#listeners.get(channel)?.forEach(tell => tell(message)));
  }
}

/** What {@link showPlugin} shows. */
export interface ShowPluginOptions {
  api: InMemoryEnvironmentApi;
  /** Address of the page; the board when absent. */
  path?: string;
  /** Shows the page of this entity instead. */
  entity?: Entity;
}

/** Shows the plugin's pages as the portal does, with its backend in memory. */
export function showPlugin({ api, path, entity }: ShowPluginOptions) {
  const signals = new TestSignals();
  renderTestApp({
    features: [environmentPlugin],
    extensions: entity ? [createTestEntityPage({ entity })] : [],
    initialRouteEntries: [path ?? (entity ? '/' : '/environments')],
    apis: [
      catalogApiMock({ entities: [] }),
      [environmentApiRef, api],
      [signalApiRef, signals],
    ],
  });
  return { signals };
}

/** A service in the catalog. */
export const component = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', owner: 'team-finance', lifecycle: 'production' },
});
