import type { JsonObject } from '@backstage/types';
import type { DriverCall } from '@towpath/plugin-score-node';
import { checkOutputs } from '@towpath/resource-definitions';
import { hasErrors, type Diagnostic } from '@towpath/score';
import type { ResourceStore } from '../database/ResourceStore';
import { NO_KEY, type SecretStore } from '../database/SecretStore';
import {
  beingProvided,
  couldNotProvide,
  type UseStore,
} from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ImportFolder } from '../imports/ImportFolder';
import { KNOWN_AFTERWARDS, type ResolvedResource } from '../model/Resolved';
import { attachImports } from './attachImports';
import type { Drivers } from './Drivers';
import { faultOf, fillResource } from './fillResource';
import { findUses } from './findUses';
import { bringObjects } from './bringObjects';
import type { Look } from './Look';
import type { Memories } from './Memories';
import type { MoveFinder } from './MoveFinder';
import { outputsOf } from './outputsOf';
import { planResource, whyNotMoved } from './planResource';
import { compareParams, isUsed, planUse, type UsedResource } from './planUse';
import type { Platform } from './Platform';
import { resolveResources, type DefinitionPlace } from './resolveResources';
import type { SharedResources } from './SharedResources';
import { nameInFile } from './withBrought';

interface Parts {
  definitions: DefinitionFolder;
  platform: Platform;
  drivers: Drivers;
  resources: ResourceStore;
  secrets: SecretStore;
  uses: UseStore;
  shared: SharedResources;
  memories: Memories;
  moves: MoveFinder;
  imports: ImportFolder;
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
      const { planned } = resource;
      const id = idOfKnown(resource) ?? options.idOf(planned.uid);
      look.resolved.push({ id, resource });
      await this.#ask(look, { id, resource }, options.call);
    }
  }

  /** The same from what is there already, without asking drivers: for what is written after they have provided. */
  async recall(look: Look): Promise<void> {
    const { resources } = await this.#resolve(look);
    for (const resource of resources) {
      const { planned } = resource;
      const id = idOfKnown(resource);
      if (id === undefined) continue;
      look.resolved.push({ id, resource });
      bringObjects(look, resource, resource.record?.manifests);
      look.outputs.set(planned.uid, outputsOf(resource, knownOf(resource)));
    }
  }

  /** What definitions say of a draft, and what is there already. No driver is asked, so what one gives out is not known yet. */
  async survey(look: Look<DefinitionPlace>): Promise<void> {
    const { resources } = await this.#resolve(look);
    for (const resource of resources) {
      const { record, planned } = resource;
      const diagnostics = isUsed(resource)
        ? compareParams(resource, look)
        : fillResource(resource, look).diagnostics ?? [];
      look.diagnostics.push(...withPositions(diagnostics, look));
      const id = idOfKnown(resource) ?? KNOWN_AFTERWARDS;
      look.resolved.push({ id, resource });
      bringObjects(look, resource, record?.manifests);
      look.outputs.set(planned.uid, outputsOf(resource, knownOf(resource)));
    }
  }

  async #resolve(
    look: Look<DefinitionPlace>,
  ): Promise<{ resources: ResolvedResource[] }> {
    const { workload, plan, place, positionOf } = look;
    const { definitions } = await this.#parts.definitions.get();
    const at = {
      service: place.service.ref,
      environment: place.environment.name,
    };
    const records = await this.#parts.resources.findLive(at);
    look.records = records;
    Object.assign(look, await findUses(this.#parts, at, records));
    const { shared, diagnostics } = await this.#parts.shared.find(plan, {
      ...{ place, definitions },
    });
    const { moves, diagnostics: moved } = await this.#parts.moves.find(
      plan,
      at,
      { records, shared: new Set(shared.keys()) },
    );
    const resolved = resolveResources(plan, {
      ...{ definitions, place, records, shared, moves },
    });
    const foreign = await this.#parts.shared.refuse(resolved.resources, at);
    const attached = attachImports(
      resolved.resources,
      await this.#parts.imports.of(at),
    );
    look.plan = resolved.plan;
    const byUid = new Map(
      resolved.resources.map(one => [one.planned.uid, one.definition]),
    );
    look.diagnostics.push(
      ...withPositions(
        [
          ...resolved.diagnostics,
          ...diagnostics,
          ...foreign,
          ...moved,
          ...attached.diagnostics,
          ...this.#refuseSecrets(resolved.resources),
        ],
        look,
      ),
      ...checkOutputs(workload, resolved.plan, uid => byUid.get(uid), {
        positionOf,
      }),
    );
    return attached;
  }

  async #ask(
    look: Look,
    { id, resource }: { id: string; resource: ResolvedResource },
    call: DriverCall,
  ): Promise<void> {
    const { planned, definition } = resource;
    if (isUsed(resource)) {
      this.#use(look, resource);
      return;
    }
    const { filled, diagnostics } = fillResource(resource, look);
    if (!filled) {
      look.diagnostics.push(...withPositions(diagnostics, look));
      look.outputs.set(planned.uid, outputsOf(resource, {}));
      return;
    }
    const { drivers, platform, memories } = this.#parts;
    const faults = filled.waits
      ? []
      : drivers.get(definition.driver).checkSettings(filled.settings);
    look.diagnostics.push(
      ...faults.map(
        (message): Diagnostic => ({
          severity: 'error',
          code: 'provision/settings',
          message: `the definition ${definition.name} cannot be used: ${message}`,
          path: ['resources', nameInFile(resource), 'type'],
        }),
      ),
    );
    if (faults.length > 0) return;
    const { place } = look;
    const cost = await platform.costOf(filled, place);
    const found = await planResource(
      id,
      filled,
      { drivers, place, cost, memories },
      call,
    );
    const { change } = found;
    look.diagnostics.push(
      ...withPositions(whyNotMoved(change, resource), look),
    );
    change.notes.push(...usersOf(id, look));
    look.changes.push(change);
    bringObjects(look, resource, found.manifests);
    look.outputs.set(planned.uid, outputsOf(resource, found.outputs));
  }

  /** @throws ServiceUnavailableError while its owner works on it */
  #use(look: Look, resource: UsedResource): void {
    const { record, isBegun } = resource.shared;
    const found = compareParams(resource, look);
    if (!isBegun) found.push(...whyNotYet(resource));
    look.diagnostics.push(...withPositions(found, look));
    look.changes.push(planUse(resource));
    look.outputs.set(resource.planned.uid, outputsOf(resource, record.outputs));
  }

  #refuseSecrets(resources: ResolvedResource[]): Diagnostic[] {
    if (this.#parts.secrets.canKeep) return [];
    return resources
      .filter(({ definition }) =>
        Object.values(definition.outputs).some(({ secret }) => secret),
      )
      .map(resource => ({
        severity: 'error',
        code: 'provision/no-key',
        message: NO_KEY,
        path: ['resources', nameInFile(resource)],
      }));
  }
}

/** Whom a change concerns as well. */
function usersOf(id: string, { users }: Look): string[] {
  const who = (users.get(id) ?? []).map(({ service }) => service);
  return who.length > 0 ? [`Used by ${who.join(', ')} as well`] : [];
}

/** Undefined where nobody has it yet. */
function idOfKnown({ record, shared }: ResolvedResource): string | undefined {
  return record?.id ?? shared?.record.id;
}

function knownOf({ record, shared }: ResolvedResource): JsonObject {
  return record?.outputs ?? shared?.record.outputs ?? {};
}

/** What its owner has not got yet nobody else can begin to use. */
function whyNotYet(resource: UsedResource): Diagnostic[] {
  const { record } = resource.shared;
  if (record.status === 'provided') return [];
  if (record.status === 'providing') throw beingProvided(record);
  return [
    {
      ...faultOf(resource, couldNotProvide(record), ['id']),
      code: 'provision/not-there',
    },
  ];
}

function withPositions(
  diagnostics: Diagnostic[],
  { positionOf }: Pick<Look, 'positionOf'>,
): Diagnostic[] {
  return diagnostics.map(one => ({ ...one, position: positionOf?.(one.path) }));
}
