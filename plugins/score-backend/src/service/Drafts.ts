import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import type {
  ExplainRequest,
  Explanation,
  Rendering,
  RenderRequest,
  ValidateRequest,
} from '@towpath/plugin-score-common';
import { hasErrors, overrideFileName, type Diagnostic } from '@towpath/score';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import {
  describeSource,
  namedOverride,
  type ScoreText,
} from '../model/ScoreText';
import { toRef } from '../model/toRef';
import { readSource } from '../source/readSource';
import type { ScoreFiles } from '../source/ScoreFiles';
import { ownerOf, type ServicePlaces } from '../places/ServicePlaces';
import { contextOfAsked } from '../planning/contextOfAsked';
import { emptyLook } from '../planning/Look';
import type { Platform } from '../planning/Platform';
import type { ResourceLooker } from '../planning/ResourceLooker';
import type { DefinitionPlace } from '../planning/resolveResources';
import { manifestsText, renderObjects } from '../planning/rendering';
import type { SecretManifests } from '../planning/SecretManifests';
import { toDiagnostic } from '../planning/toDiagnostic';
import type { WorkloadJudge } from '../planning/WorkloadJudge';

interface Parts {
  places: ServicePlaces;
  files: ScoreFiles;
  looker: ResourceLooker;
  platform: Platform;
  secretManifests: SecretManifests;
  definitions: DefinitionFolder;
  workloads: WorkloadJudge;
}

/** Looks at texts of Score files as they would be used. It asks no driver, and keeps nothing. */
export class Drafts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is wrong with a text, also by the platform's rules; with a place, by the definitions that hold there too. */
  async validate(
    { score, override, service, environment }: ValidateRequest,
    caller: Caller,
  ) {
    const entity = service ? await this.#entity(service, caller) : undefined;
    const asked = { score, override, environment };
    const read = readSource(
      await this.sourceOf(asked, environment ? entity : undefined),
    );
    if (!read.valid) return verdictOn(read.diagnostics);
    const found = [...read.diagnostics];
    const named = entity
      ? nameOf(entity)
      : unregistered(read.workload.metadata.name);
    if (entity && environment) {
      const place = await this.#place(named, environment);
      const look = emptyLook(read.workload, place, read.positionOf);
      await this.#parts.looker.survey(look);
      found.push(...look.diagnostics);
    }
    found.push(...(await this.#parts.workloads.check(read, named)));
    return verdictOn(found);
  }

  /**
   * The manifests of a text, or of the file of a service, with what is known now.
   *
   * @throws NotFoundError, InputError when there is no text to render
   */
  async render(
    { score, override, service, environment }: RenderRequest,
    caller: Caller,
  ): Promise<Rendering> {
    const entity = service && (await this.#entity(service, caller));
    const asked = { score, override, environment };
    const source = await this.sourceOf(asked, entity || undefined);
    const rendered = await this.#render(source, {
      entity: entity || undefined,
      environment,
    });
    return { ...rendered, override: namedOverride(source) };
  }

  async #render(
    source: ScoreText,
    { entity, environment }: { entity?: Entity; environment: string },
  ): Promise<Rendering> {
    const read = readSource(source);
    if (!read.valid) return verdictOn(read.diagnostics);
    const { workload } = read;
    const named = entity
      ? nameOf(entity)
      : unregistered(workload.metadata.name);
    const place = await this.#place(named, environment);
    const look = emptyLook(workload, place, read.positionOf);
    const { looker, platform, secretManifests } = this.#parts;
    await looker.survey(look);
    const { name, tier } = place.environment;
    const rendered = renderObjects(
      {
        ...{ workload, outputs: look.outputs },
        manifests: await secretManifests.render(look, false),
        profile: await platform.profile(),
        patches: (await platform.patches()).patches,
        service: place.service,
        environment: { name, tier, annotations: place.annotations },
      },
      platform.imageOf(named.name),
    );
    const found = [
      ...read.diagnostics,
      ...look.diagnostics,
      ...(hasErrors(look.diagnostics) ? [] : rendered.diagnostics),
    ];
    if (hasErrors(found)) return verdictOn(found);
    return {
      ...verdictOn(found),
      manifests: manifestsText(rendered.objects, describeSource(source)),
      patches: rendered.patches,
    };
  }

  /** Why one definition would provide a resource there, and the others would not. */
  async explain(
    { service, environment, ...asked }: ExplainRequest,
    caller: Caller,
  ): Promise<Explanation> {
    const entity = await this.#entity(service, caller);
    const place = await this.#place(nameOf(entity), environment);
    const { definitions } = await this.#parts.definitions.get();
    const context = contextOfAsked(asked, place);
    const { refusal } = definitions.find(context);
    return { ...definitions.explain(context), whyNone: refusal?.message };
  }

  /**
   * The text that is asked about, as the environment has it: with the override that is given, else with that of the
   * repository.
   *
   * @param asked.override - A text; empty for none.
   * @throws InputError when there is no text
   */
  async sourceOf(
    asked: { score?: string; override?: string; environment?: string },
    entity: Entity | undefined,
  ): Promise<ScoreText> {
    const { score: text, environment } = asked;
    const { files } = this.#parts;
    if (text === undefined) {
      if (asked.override !== undefined) {
        throw new InputError(
          'override is laid over score, which is not given: give both, or neither',
        );
      }
      if (entity) return files.require(entity, environment);
      throw new InputError(
        'Neither score nor service is given, so there is nothing to render. Give the text of a Score file, or a service that has one',
      );
    }
    if (asked.override !== undefined) return { text, ...givenOverride(asked) };
    const override =
      entity && environment
        ? await files.findOverride(entity, environment)
        : undefined;
    return { text, override };
  }

  #entity(service: string, { credentials }: Caller): Promise<Entity> {
    return this.#parts.places.entity(toRef(service), credentials);
  }

  async #place(
    service: DefinitionPlace['service'],
    name: string,
  ): Promise<DefinitionPlace> {
    const { places } = this.#parts;
    const environment = await places.environment(name);
    return {
      service,
      environment,
      annotations: await places.annotationsOf(environment),
    };
  }
}

function givenOverride({
  override,
  environment = '',
}: {
  override?: string;
  environment?: string;
}): Pick<ScoreText, 'override'> {
  if (!override) return {};
  const name = overrideFileName('score.yaml', environment);
  return { override: { name, text: override } };
}

function nameOf(entity: Entity): DefinitionPlace['service'] {
  return {
    ref: stringifyEntityRef(entity),
    name: entity.metadata.name,
    owner: ownerOf(entity),
  };
}

/** A service that the catalog does not know yet goes by its name, and nobody owns it. */
function unregistered(name: string): DefinitionPlace['service'] {
  return { ref: toRef(name), name };
}

function verdictOn(found: Diagnostic[]): Rendering {
  return { valid: !hasErrors(found), diagnostics: found.map(toDiagnostic) };
}
