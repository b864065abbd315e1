import type { DriverCall } from '@towpath/plugin-score-node';
import { checkOutputs } from '@towpath/resource-definitions';
import { hasErrors, type Diagnostic } from '@towpath/score';
import type { ResourceStore } from '../database/ResourceStore';
import { NO_KEY, type SecretStore } from '../database/SecretStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import { KNOWN_AFTERWARDS, type ResolvedResource } from '../model/Resolved';
import type { Drivers } from './Drivers';
import { fillResource } from './fillResource';
import type { Look } from './Look';
import { outputsOf } from './outputsOf';
import { planResource } from './planResource';
import type { Platform } from './Platform';
import { resolveResources, type DefinitionPlace } from './resolveResources';

interface Parts {
  definitions: DefinitionFolder;
  platform: Platform;
  drivers: Drivers;
  resources: ResourceStore;
  secrets: SecretStore;
}

/** Asks definitions and drivers about the resources of a workload. */
export class ResourceLooker {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Fills the look, each resource after those that it needs. With an error in it, what comes after is not asked. */
  async look(
    look: Look,
    options: { call: DriverCall; idOf: (uid: string) => string },
  ): Promise<void> {
    const { resources } = await this.#resolve(look);
    if (hasErrors(look.diagnostics)) return;
    for (const resource of resources) {
      const { record, planned } = resource;
      const id = record?.id ?? options.idOf(planned.uid);
      look.resolved.push({ id, resource });
      await this.#ask(look, { id, resource }, options.call);
    }
  }

  /** The same from what is there already, without asking drivers: for what is written after they have provided. */
  async recall(look: Look): Promise<void> {
    const { resources } = await this.#resolve(look);
    for (const resource of resources) {
      const { record, planned, definition } = resource;
      if (!record) continue;
      look.resolved.push({ id: record.id, resource });
      look.manifests.push(...record.manifests);
      look.outputs.set(
        planned.uid,
        outputsOf(planned, definition, record.outputs),
      );
    }
  }

  /** What definitions say of a draft, and what is there already. No driver is asked, so what one gives out is not known yet. */
  async survey(look: Look<DefinitionPlace>): Promise<void> {
    const { resources } = await this.#resolve(look);
    for (const resource of resources) {
      const { record, planned, definition } = resource;
      const { diagnostics = [] } = fillResource(resource, look);
      look.diagnostics.push(...withPositions(diagnostics, look));
      look.resolved.push({ id: record?.id ?? KNOWN_AFTERWARDS, resource });
      look.manifests.push(...(record?.manifests ?? []));
      look.outputs.set(
        planned.uid,
        outputsOf(planned, definition, record?.outputs ?? {}),
      );
    }
  }

  async #resolve(
    look: Look<DefinitionPlace>,
  ): Promise<{ resources: ResolvedResource[] }> {
    const { workload, plan, place, positionOf } = look;
    const { definitions } = await this.#parts.definitions.get();
    look.records = await this.#parts.resources.findLive({
      service: place.service.ref,
      environment: place.environment.name,
    });
    const { records } = look;
    const resolved = resolveResources(plan, { definitions, place, records });
    const byUid = new Map(
      resolved.resources.map(one => [one.planned.uid, one.definition]),
    );
    look.diagnostics.push(
      ...withPositions(
        [
          ...resolved.diagnostics,
          ...(await this.#refuseForeign(look)),
          ...this.#refuseSecrets(resolved.resources),
        ],
        look,
      ),
      ...checkOutputs(workload, plan, uid => byUid.get(uid), { positionOf }),
    );
    return resolved;
  }

  async #ask(
    look: Look,
    { id, resource }: { id: string; resource: ResolvedResource },
    call: DriverCall,
  ): Promise<void> {
    const { planned, definition } = resource;
    const { filled, diagnostics } = fillResource(resource, look);
    if (!filled) {
      look.diagnostics.push(...withPositions(diagnostics, look));
      look.outputs.set(planned.uid, outputsOf(planned, definition, {}));
      return;
    }
    const { drivers, platform } = this.#parts;
    const faults = drivers
      .get(definition.driver)
      .checkSettings(filled.settings);
    look.diagnostics.push(
      ...faults.map(
        (message): Diagnostic => ({
          severity: 'error',
          code: 'provision/settings',
          message: `the definition ${definition.name} cannot be used: ${message}`,
          path: ['resources', resource.name, 'type'],
        }),
      ),
    );
    if (faults.length > 0) return;
    const { place } = look;
    const cost = await platform.costOf(filled, place);
    const found = await planResource(
      id,
      filled,
      { drivers, place, cost },
      call,
    );
    look.changes.push(found.change);
    look.manifests.push(...found.manifests);
    look.outputs.set(
      planned.uid,
      outputsOf(planned, definition, found.outputs),
    );
  }

  #refuseSecrets(resources: ResolvedResource[]): Diagnostic[] {
    if (this.#parts.secrets.canKeep) return [];
    return resources
      .filter(({ definition }) =>
        Object.values(definition.outputs).some(({ secret }) => secret),
      )
      .map(({ name }) => ({
        severity: 'error',
        code: 'provision/no-key',
        message: NO_KEY,
        path: ['resources', name],
      }));
  }

  /** What another service has under the same id is its own: an id must not reach it. */
  async #refuseForeign({
    plan,
    place,
  }: Look<DefinitionPlace>): Promise<Diagnostic[]> {
    const { service, environment } = place;
    const others = await this.#parts.resources.findOfOthers(
      { service: service.ref, environment: environment.name },
      plan.resources.map(({ uid }) => uid),
    );
    return others.map(record => ({
      severity: 'error',
      code: 'provision/foreign',
      message: `${record.uid} belongs to ${record.service} in ${record.environment}`,
      path: ['resources', plan.resource(record.uid)!.usedBy[0].resource, 'id'],
      fix: { text: 'give it another id, or none', automatic: false },
    }));
  }
}

function withPositions(
  diagnostics: Diagnostic[],
  { positionOf }: Pick<Look, 'positionOf'>,
): Diagnostic[] {
  return diagnostics.map(one => ({ ...one, position: positionOf?.(one.path) }));
}
