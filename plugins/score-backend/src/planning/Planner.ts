import { randomUUID } from 'node:crypto';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { ScoreDiagnostic } from '@towpath/plugin-score-common';
import { KUSTOMIZATION, type DriverCall } from '@towpath/plugin-score-node';
import { hasErrors, type ValidRead } from '@towpath/score';
import { digestOf } from '../model/digestOf';
import type { Draft, PlanBody } from '../model/Draft';
import {
  describeSource,
  namedOverride,
  type ScoreText,
} from '../model/ScoreText';
import type { ServicePlace } from '../model/ServicePlace';
import { PATCH_CODE } from '../patches/PatchWork';
import type { ServicePlaces } from '../places/ServicePlaces';
import { readSource } from '../source/readSource';
import type { ScoreFiles } from '../source/ScoreFiles';
import { IMPORT_CODE } from './attachImports';
import { compareObjects } from './compareObjects';
import { costOf } from './costOf';
import { emptyLook, type Look } from './Look';
import type { PlanJudge } from './PlanJudge';
import type { PlaceRenderer } from './PlaceRenderer';
import type { FolderFiles, Rendered } from './rendering';
import { changesAny, planUnused, whyUsersKeep } from './planRemoval';
import { isUsed } from './planUse';
import type { ResourceLooker } from './ResourceLooker';
import { toDiagnostic } from './toDiagnostic';

/** What is planned for whom. */
export interface PlanQuestion {
  entity: Entity;
  environment: string;
  /** In place of the file of the service, and of what is laid over that. */
  source?: ScoreText;
  requestedBy: string;
  /** Of an earlier plan: what it called the resources that are new, by uid. */
  ids?: ReadonlyMap<string, string>;
  /** What a resource is called that no earlier plan has called so; by default anything that is new. */
  newId?: (uid: string) => string;
  /** What is asked for no more stays as it is, instead of going. */
  keepsUnused?: boolean;
}

interface PlannerParts {
  places: ServicePlaces;
  files: ScoreFiles;
  looker: ResourceLooker;
  renderer: PlaceRenderer;
  judge: PlanJudge;
}

type Unfinished = Omit<PlanBody, 'digest' | 'hasEffect'>;

/** Works out what would be done. It changes nothing. */
export class Planner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /**
   * @throws NotFoundError for an unknown environment, ConflictError for a service without a Score file or a place that
   *   nothing can be delivered to, and what systems answer that could not be asked
   */
  async plan(question: PlanQuestion, call: DriverCall): Promise<Draft> {
    const { entity, environment } = question;
    const { files } = this.#parts;
    const [source, { place, folder }] = await Promise.all([
      question.source ?? files.require(entity, environment),
      this.#find(entity, environment),
    ]);
    const read = readSource(source);
    const body: Unfinished = {
      service: stringifyEntityRef(entity),
      environment,
      source: source.url === undefined ? undefined : { url: source.url },
      override: namedOverride(source),
      diagnostics: read.diagnostics.map(toDiagnostic),
      ...{ resources: [], files: [], verdicts: [], approvals: [] },
    };
    const draft = { source, place, frozen: whyFrozen(place) };
    if (!read.valid) return { ...draft, body: refuse(body) };
    return {
      ...draft,
      body: await this.#fill(body, {
        ...question,
        ...{ source, place, folder, call, read },
      }),
    };
  }

  /** Where it is delivered, and what is in Git there: that takes longest, so it is asked while the rest is found out. */
  async #find(entity: Entity, environment: string) {
    const { places, renderer } = this.#parts;
    const place = await places.find(entity, environment);
    const folder = renderer.filesOf(place);
    // Who asks for it hears of it; a plan that ends before does not.
    folder.catch(() => undefined);
    return { place, folder };
  }

  async #fill(
    body: Unfinished,
    asked: PlanQuestion & {
      source: ScoreText;
      place: ServicePlace;
      folder: Promise<FolderFiles>;
      call: DriverCall;
      read: ValidRead;
    },
  ): Promise<PlanBody> {
    const { place, call, requestedBy, read } = asked;
    const { workload } = read;
    const { looker, renderer, judge } = this.#parts;
    const look = emptyLook(workload, place, read.positionOf);
    const { ids, newId, keepsUnused = false } = asked;
    await looker.look(look, {
      call: { ...call, requestedBy },
      idOf: idsFrom(ids, newId),
    });
    addDiagnostics(body, look);
    if (hasErrors(look.diagnostics)) return refuse(body);
    const rendered = await renderer.render(look, {
      source: describeSource(asked.source),
      isWritten: false,
      files: asked.folder,
    });
    body.diagnostics.push(...rendered.diagnostics.map(toDiagnostic));
    if (hasErrors(rendered.diagnostics)) {
      return refuse({ ...body, patches: rendered.patches });
    }
    const wanted = new Set(look.resolved.map(({ id }) => id));
    const resources = [
      ...look.changes,
      ...planUnused(look, { wanted, keepsUnused }),
    ];
    const cost = costOf(look.records, resources);
    const judged = await judge.judge({
      ...{ place, workload, resources, requestedBy },
      shared: look.resolved.map(({ resource }) => resource).filter(isUsed),
      objects: rendered.objects,
      cost: cost.amounts,
    });
    return finish({
      ...body,
      resources,
      handWritten: rendered.handWritten,
      objects: await this.#compare(place, rendered),
      files: rendered.changes,
      patches: rendered.patches,
      verdicts: judged.verdicts,
      approvals: judged.approvals,
      cost: cost.shown,
      whyNot: whyUsersKeep(look, resources) ?? judged.denied,
      waitsFor: whyFrozen(place),
    });
  }

  /** What adopting the folder would change in the cluster; nothing where nobody has written it by hand. */
  async #compare(
    place: ServicePlace,
    { handWritten, objects, changes }: Rendered,
  ) {
    if (handWritten.length === 0) return undefined;
    const deployed = await this.#parts.places.manifestsOf(place);
    const kustomization = changes.find(({ file }) =>
      file.endsWith(KUSTOMIZATION),
    );
    return compareObjects(deployed, objects, kustomization?.after);
  }
}

function idsFrom(
  ids: ReadonlyMap<string, string> = new Map(),
  newId: (uid: string) => string = () => randomUUID(),
) {
  return (uid: string) => ids.get(uid) ?? newId(uid);
}

function addDiagnostics(body: Unfinished, { diagnostics }: Look): void {
  body.diagnostics.push(...diagnostics.map(toDiagnostic));
}

function finish(body: Unfinished): PlanBody {
  return {
    ...body,
    digest: digestOf(body),
    hasEffect: changesAny(body.resources) || body.files.length > 0,
  };
}

function refuse(body: Unfinished): PlanBody {
  return finish({
    ...body,
    whyNot: whyRefused(body.diagnostics.filter(isError)),
  });
}

function isError({ severity }: ScoreDiagnostic): boolean {
  return severity === 'error';
}

/** Some of it is no matter of the Score file. */
function whyRefused(errors: ScoreDiagnostic[]): string {
  if (errors.every(({ code }) => code === PATCH_CODE)) {
    return 'The platform changes what is rendered, and cannot here. Ask who owns the patch to mend it, and plan again';
  }
  return errors.every(({ code }) => code === IMPORT_CODE)
    ? 'The platform says that something exists already, and it cannot be taken over. Ask its platform team to mend the entry, and plan again'
    : 'The Score file has errors. Mend them, and plan again';
}

/** Why nothing may be changed there now. */
export function whyFrozen({
  environment,
}: Pick<ServicePlace, 'environment'>): string | undefined {
  const { freeze } = environment;
  if (!freeze?.active) return undefined;
  const end = freeze.endsAt ? ` until ${freeze.endsAt}` : '';
  return `${environment.title ?? environment.name} is frozen${end}: ${
    freeze.reason
  }`;
}
