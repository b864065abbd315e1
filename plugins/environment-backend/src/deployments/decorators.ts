import type {
  Deployment,
  EnvironmentEntityV1alpha1,
  EnvironmentSummary,
} from '@towpath/plugin-environment-common';

/** One cell of the board. */
export interface DeploymentCell {
  /** Entity reference. */
  service: string;
  deployment: Deployment;
  /** What its versions come from; absent where no environment promotes to it. */
  source?: Deployment;
}

/** Adds what another area knows of deployments. */
export interface DeploymentDecorator {
  /**
   * The fields to add to each cell, in the order of the cells. It sees a whole page at once, and
   * asks the database once.
   */
  decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]>;
}

/** Adds what another area knows of environments: the titles of gates, the freeze that holds. */
export interface EnvironmentDecorator {
  /** The fields to add to each environment, in the order given. */
  decorate(
    environments: EnvironmentEntityV1alpha1[],
  ): Promise<Partial<EnvironmentSummary>[]>;
}
