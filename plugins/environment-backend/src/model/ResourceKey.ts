/** What names a resource in an application: `apps/Deployment/shop-prod/shop`. */
export type ResourceKey = string;
