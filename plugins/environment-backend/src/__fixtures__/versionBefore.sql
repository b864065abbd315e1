-- The plugin's database as the version at 941e486~1 left it: `pg_dump --schema=public --column-inserts --no-owner
-- --no-privileges --no-comments` after a stop, without the lines that set up a session. Ada had promoted shop 1.1.0 to
-- staging; to load it was written, and Argo CD could not be asked to sync; to prod it waits for Grace. The test puts
-- its own addresses, commits and digests for what stands in double braces, and moves all times to now. The job queue's
-- own tables are not here: a job only says that a run is worth a look, and the engine looks by itself too.
CREATE TABLE public.applications (
    instance text NOT NULL,
    namespace text NOT NULL,
    name text NOT NULL,
    facts jsonb NOT NULL
);
CREATE TABLE public.catalog_revision (
    id integer NOT NULL,
    revision bigint NOT NULL
);
CREATE TABLE public.checks (
    service text NOT NULL,
    version text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    description text,
    url text,
    reported_by text NOT NULL,
    reported_at timestamp with time zone NOT NULL
);
CREATE TABLE public.deployment_history (
    id bigint NOT NULL,
    service text NOT NULL,
    environment text NOT NULL,
    version text NOT NULL,
    image text,
    revision text,
    health text,
    deployed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    by text,
    promotion_id text,
    reason text,
    commits integer,
    was_healthy boolean
);
CREATE SEQUENCE public.deployment_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deployment_history_id_seq OWNED BY public.deployment_history.id;
CREATE SEQUENCE public.deployment_history_past
    START WITH -1
    INCREMENT BY -1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.deployments (
    service text NOT NULL,
    environment text NOT NULL,
    state text NOT NULL,
    problem text,
    instance text,
    application text,
    application_namespace text,
    project text,
    version text,
    image text,
    health text,
    health_message text,
    sync text,
    auto_sync boolean,
    revision text,
    deployed_at timestamp with time zone,
    healthy_since timestamp with time zone,
    operation jsonb,
    sources jsonb,
    images jsonb,
    beside jsonb
);
CREATE TABLE public.environments (
    name text NOT NULL,
    "position" integer NOT NULL,
    entity jsonb NOT NULL
);
CREATE TABLE public.freezes (
    id uuid NOT NULL,
    environment text NOT NULL,
    services text[],
    reason text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_by text
);
CREATE TABLE public.holds (
    service text NOT NULL,
    environment text NOT NULL,
    since timestamp with time zone NOT NULL,
    reason text NOT NULL,
    by text NOT NULL,
    promotion_id text
);
CREATE TABLE public.instances (
    name text NOT NULL,
    url text,
    ok boolean NOT NULL,
    message text,
    since timestamp with time zone NOT NULL,
    synced_at timestamp with time zone,
    applications integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.knex_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.knex_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_id_seq OWNED BY public.knex_migrations.id;
CREATE TABLE public.knex_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.knex_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_lock_index_seq OWNED BY public.knex_migrations_lock.index;
CREATE TABLE public.leases (
    name text NOT NULL,
    holder text NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE public.past_imports (
    service text NOT NULL,
    environment text NOT NULL,
    retry_at timestamp with time zone
);
CREATE TABLE public.promotion_notices (
    id bigint NOT NULL,
    promotion_id uuid NOT NULL,
    what text NOT NULL,
    about text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone
);
CREATE SEQUENCE public.promotion_notices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.promotion_notices_id_seq OWNED BY public.promotion_notices.id;
CREATE TABLE public.promotions (
    id uuid NOT NULL,
    kind text NOT NULL,
    service text NOT NULL,
    environment text NOT NULL,
    version text NOT NULL,
    requested_by text NOT NULL,
    idempotency_key text,
    automatic boolean NOT NULL,
    approvers text[] NOT NULL,
    reverts uuid,
    written_at timestamp with time zone,
    request_digest text
);
CREATE TABLE public.pull_requests_to_close (
    promotion_id uuid NOT NULL,
    repository text NOT NULL,
    number integer NOT NULL,
    due_at timestamp with time zone NOT NULL
);
CREATE TABLE public.services (
    ref text NOT NULL,
    name text NOT NULL,
    title text,
    description text,
    owner text,
    system text,
    annotations jsonb NOT NULL,
    listed boolean NOT NULL
);
CREATE TABLE public.setbacks (
    service text NOT NULL,
    environment text NOT NULL,
    version text NOT NULL,
    what text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text,
    reason text NOT NULL,
    promotion_id uuid NOT NULL
);
CREATE TABLE public.workflow_locks (
    lock_key text NOT NULL,
    run_id uuid NOT NULL
);
CREATE TABLE public.workflow_log (
    run_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    level text NOT NULL,
    step text,
    message text NOT NULL
);
CREATE TABLE public.workflow_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.workflow_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.workflow_migrations_id_seq OWNED BY public.workflow_migrations.id;
CREATE TABLE public.workflow_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.workflow_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.workflow_migrations_lock_index_seq OWNED BY public.workflow_migrations_lock.index;
CREATE SEQUENCE public.workflow_queue_position
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.workflow_runs (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    lock_key text NOT NULL,
    input jsonb NOT NULL,
    state jsonb NOT NULL,
    status text NOT NULL,
    step text,
    steps jsonb NOT NULL,
    reason text,
    failure text,
    requested_by text NOT NULL,
    idempotency_key text,
    approval jsonb,
    attempt integer NOT NULL,
    step_attempt integer NOT NULL,
    step_started_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    wake_at timestamp with time zone,
    woken boolean DEFAULT false NOT NULL,
    queue_position bigint,
    claim uuid,
    lease_until timestamp with time zone,
    nudged_at timestamp with time zone,
    cancel_by text,
    cancel_reason text,
    log_length integer DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY public.deployment_history ALTER COLUMN id SET DEFAULT nextval('public.deployment_history_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations ALTER COLUMN id SET DEFAULT nextval('public.knex_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.knex_migrations_lock_index_seq'::regclass);
ALTER TABLE ONLY public.promotion_notices ALTER COLUMN id SET DEFAULT nextval('public.promotion_notices_id_seq'::regclass);
ALTER TABLE ONLY public.workflow_migrations ALTER COLUMN id SET DEFAULT nextval('public.workflow_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.workflow_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.workflow_migrations_lock_index_seq'::regclass);
INSERT INTO public.applications (instance, namespace, name, facts) VALUES
	('main', 'argocd', 'shop-load', '{"name": "shop-load", "sync": "OutOfSync", "health": "Healthy", "images": ["registry.example/shop:1.0.0"], "labels": {"towpath.dev/service": "shop", "towpath.dev/environment": "load"}, "project": "default", "sources": [{"path": "apps/shop/overlays/load", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}], "autoSync": false, "instance": "main", "revision": "{{commit:load}}", "createdAt": "2026-11-28T22:39:30Z", "namespace": "argocd", "operation": {"phase": "Succeeded", "startedAt": "2026-11-28T22:39:30Z"}, "finishedAt": "2026-11-28T22:39:31Z", "healthChangedAt": "2026-11-28T22:39:32Z"}'),
	('main', 'argocd', 'shop-dev', '{"name": "shop-dev", "sync": "Synced", "health": "Healthy", "images": [], "labels": {"towpath.dev/service": "shop", "towpath.dev/environment": "dev"}, "project": "default", "sources": [{"path": "apps/shop/overlays/dev", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}], "autoSync": true, "instance": "main", "revision": "{{commit:load}}", "createdAt": "2026-11-28T22:39:29Z", "namespace": "argocd", "operation": {"phase": "Succeeded", "startedAt": "2026-11-28T22:39:35Z"}, "finishedAt": "2026-11-28T22:39:36Z", "healthChangedAt": "2026-11-28T22:39:30Z"}'),
	('main', 'argocd', 'shop-prod', '{"name": "shop-prod", "sync": "Synced", "health": "Healthy", "images": ["registry.example/shop:1.0.0"], "labels": {"towpath.dev/service": "shop", "towpath.dev/environment": "prod"}, "project": "default", "sources": [{"path": "apps/shop/overlays/prod", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}], "autoSync": false, "instance": "main", "revision": "{{commit:load}}", "createdAt": "2026-11-28T22:39:31Z", "namespace": "argocd", "operation": {"phase": "Succeeded", "startedAt": "2026-11-28T22:39:31Z"}, "finishedAt": "2026-11-28T22:39:32Z", "healthChangedAt": "2026-11-28T22:39:33Z"}'),
	('main', 'argocd', 'shop-staging', '{"name": "shop-staging", "sync": "Synced", "health": "Healthy", "images": ["registry.example/shop:1.1.0"], "labels": {"towpath.dev/service": "shop", "towpath.dev/environment": "staging"}, "project": "default", "sources": [{"path": "apps/shop/overlays/staging", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}], "autoSync": true, "instance": "main", "revision": "{{commit:load}}", "createdAt": "2026-11-28T22:39:30Z", "namespace": "argocd", "operation": {"phase": "Succeeded", "startedAt": "2026-11-28T22:39:38Z"}, "finishedAt": "2026-11-28T22:39:39Z", "healthChangedAt": "2026-11-28T22:39:40Z"}');
INSERT INTO public.catalog_revision (id, revision) VALUES
	(1, 1);
INSERT INTO public.deployment_history (id, service, environment, version, image, revision, health, deployed_at, ended_at, by, promotion_id, reason, commits, was_healthy) VALUES
	(4, 'component:default/shop', 'dev', '1.0.0', 'registry.example/shop:1.0.0', '{{commit:seed}}', 'Healthy', '2026-11-28 22:39:30+00', '2026-11-28 22:39:36+00', 'Ada Okafor', NULL, NULL, NULL, true),
	(9, 'component:default/shop', 'dev', '1.1.0', 'registry.example/shop:1.1.0', '{{commit:build}}', 'Healthy', '2026-11-28 22:39:36+00', NULL, 'Ada Okafor', NULL, NULL, NULL, true),
	(1, 'component:default/shop', 'load', '1.0.0', 'registry.example/shop:1.0.0', '{{commit:seed}}', 'Healthy', '2026-11-28 22:39:31+00', NULL, 'Ada Okafor', NULL, NULL, NULL, true),
	(2, 'component:default/shop', 'prod', '1.0.0', 'registry.example/shop:1.0.0', '{{commit:seed}}', 'Healthy', '2026-11-28 22:39:32+00', NULL, 'Ada Okafor', NULL, NULL, NULL, true),
	(3, 'component:default/shop', 'staging', '1.0.0', 'registry.example/shop:1.0.0', '{{commit:seed}}', 'Healthy', '2026-11-28 22:39:31+00', '2026-11-28 22:39:39+00', 'Ada Okafor', NULL, NULL, NULL, true),
	(14, 'component:default/shop', 'staging', '1.1.0', 'registry.example/shop:1.1.0', '{{commit:staging}}', 'Healthy', '2026-11-28 22:39:39+00', NULL, 'user:default/ada', '01a22450-611a-7482-aff4-db0f0c3f99c3', 'Sale', NULL, true);
INSERT INTO public.deployments (service, environment, state, problem, instance, application, application_namespace, project, version, image, health, health_message, sync, auto_sync, revision, deployed_at, healthy_since, operation, sources, images, beside) VALUES
	('component:default/shop', 'dev', 'deployed', NULL, 'main', 'shop-dev', 'argocd', 'default', '1.1.0', 'registry.example/shop:1.1.0', 'Healthy', NULL, 'Synced', true, '{{commit:staging}}', '2026-11-28 22:39:36+00', '2026-11-28 22:39:36+00', '{"phase": "Succeeded", "startedAt": "2026-11-28T22:39:35Z"}', '[{"path": "apps/shop/overlays/dev", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}]', '[]', NULL),
	('component:default/shop', 'load', 'deployed', NULL, 'main', 'shop-load', 'argocd', 'default', '1.0.0', 'registry.example/shop:1.0.0', 'Healthy', NULL, 'Synced', false, '{{commit:staging}}', '2026-11-28 22:39:31+00', '2026-11-28 22:39:32+00', '{"phase": "Succeeded", "startedAt": "2026-11-28T22:39:30Z"}', '[{"path": "apps/shop/overlays/load", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}]', '["registry.example/shop:1.0.0"]', NULL),
	('component:default/shop', 'prod', 'deployed', NULL, 'main', 'shop-prod', 'argocd', 'default', '1.0.0', 'registry.example/shop:1.0.0', 'Healthy', NULL, 'Synced', false, '{{commit:staging}}', '2026-11-28 22:39:32+00', '2026-11-28 22:39:33+00', '{"phase": "Succeeded", "startedAt": "2026-11-28T22:39:31Z"}', '[{"path": "apps/shop/overlays/prod", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}]', '["registry.example/shop:1.0.0"]', NULL),
	('component:default/shop', 'staging', 'deployed', NULL, 'main', 'shop-staging', 'argocd', 'default', '1.1.0', 'registry.example/shop:1.1.0', 'Healthy', NULL, 'Synced', true, '{{commit:staging}}', '2026-11-28 22:39:39+00', '2026-11-28 22:39:40+00', '{"phase": "Succeeded", "startedAt": "2026-11-28T22:39:38Z"}', '[{"path": "apps/shop/overlays/staging", "repoURL": "{{git}}/myorg/gitops.git", "targetRevision": "main"}]', '["registry.example/shop:1.1.0"]', NULL);
INSERT INTO public.environments (name, "position", entity) VALUES
	('dev', 0, '{"kind": "Environment", "spec": {"tier": "development", "type": "kubernetes", "owner": "platform-team"}, "metadata": {"name": "dev", "namespace": "default"}, "apiVersion": "towpath.dev/v1alpha1"}'),
	('load', 1, '{"kind": "Environment", "spec": {"tier": "staging", "type": "kubernetes", "owner": "platform-team", "promotesFrom": "dev"}, "metadata": {"name": "load", "namespace": "default"}, "apiVersion": "towpath.dev/v1alpha1"}'),
	('staging', 2, '{"kind": "Environment", "spec": {"tier": "staging", "type": "kubernetes", "owner": "platform-team", "promotesFrom": "dev"}, "metadata": {"name": "staging", "namespace": "default"}, "apiVersion": "towpath.dev/v1alpha1"}'),
	('prod', 3, '{"kind": "Environment", "spec": {"tier": "production", "type": "kubernetes", "gates": [{"by": "owner-leads", "type": "approval", "fourEyes": true}], "owner": "platform-team", "promotesFrom": "staging"}, "metadata": {"name": "prod", "namespace": "default"}, "apiVersion": "towpath.dev/v1alpha1"}');
INSERT INTO public.instances (name, url, ok, message, since, synced_at, applications) VALUES
	('main', '{{argocd}}', true, NULL, '2026-11-28 22:39:33.624+00', '2026-11-28 22:39:38.133+00', 4);
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES
	(1, '20261125_10_deployments.js', 1, '2026-11-28 22:39:31.944+00'),
	(2, '20261125_20_gates.js', 1, '2026-11-28 22:39:32.022+00'),
	(3, '20261125_30_promotions.js', 1, '2026-11-28 22:39:32.039+00'),
	(4, '20261125_40_past.js', 1, '2026-11-28 22:39:32.044+00'),
	(5, '20261125_41_pull_requests.js', 1, '2026-11-28 22:39:32.049+00'),
	(6, '20261128_12_request_digest.js', 1, '2026-11-28 22:39:32.051+00'),
	(7, '20261128_50_beside.js', 1, '2026-11-28 22:39:32.053+00'),
	(8, '20261128_51_setbacks.js', 1, '2026-11-28 22:39:32.061+00');
INSERT INTO public.knex_migrations_lock (index, is_locked) VALUES
	(1, 0);
INSERT INTO public.past_imports (service, environment, retry_at) VALUES
	('component:default/shop', 'load', NULL),
	('component:default/shop', 'prod', NULL),
	('component:default/shop', 'dev', NULL);
INSERT INTO public.promotion_notices (id, promotion_id, what, about, due_at, sent_at) VALUES
	(1, '01a22450-611a-7482-aff4-db0f0c3f99c3', 'ended', 'succeeded, attempt 1', '2026-11-28 22:40:41.268+00', '2026-11-28 22:39:41.275+00'),
	(2, '01a22450-7449-7bff-be99-0f4cf33d2ddb', 'asked', '{{digest:prod}}', '2026-11-28 22:40:42.158+00', '2026-11-28 22:39:42.163+00');
INSERT INTO public.promotions (id, kind, service, environment, version, requested_by, idempotency_key, automatic, approvers, reverts, written_at, request_digest) VALUES
	('01a22450-611a-7482-aff4-db0f0c3f99c3', 'promotion', 'component:default/shop', 'staging', '1.1.0', 'user:default/ada', NULL, false, '{}', NULL, '2026-11-28 22:39:37.699+00', NULL),
	('01a22450-7449-7bff-be99-0f4cf33d2ddb', 'promotion', 'component:default/shop', 'prod', '1.1.0', 'user:default/ada', NULL, false, '{group:default/team-a-leads}', NULL, NULL, NULL),
	('01a22450-720b-7de4-a3fc-befe2cced9a9', 'promotion', 'component:default/shop', 'load', '1.1.0', 'user:default/ada', NULL, false, '{}', NULL, '2026-11-28 22:39:42.358+00', NULL);
INSERT INTO public.services (ref, name, title, description, owner, system, annotations, listed) VALUES
	('component:default/shop', 'shop', NULL, NULL, 'group:default/team-a', NULL, '{}', true);
INSERT INTO public.workflow_locks (lock_key, run_id) VALUES
	('component:default/shop@load', '01a22450-720b-7de4-a3fc-befe2cced9a9');
INSERT INTO public.workflow_log (run_id, seq, at, level, step, message) VALUES
	('01a22450-611a-7482-aff4-db0f0c3f99c3', 1, '2026-11-28 22:39:37.699+00', 'info', 'write', 'Written in commit {{commit:staging}}'),
	('01a22450-611a-7482-aff4-db0f0c3f99c3', 2, '2026-11-28 22:39:40.224+00', 'info', 'sync', 'Argo CD has deployed it: {{commit:staging}}'),
	('01a22450-611a-7482-aff4-db0f0c3f99c3', 3, '2026-11-28 22:39:41.238+00', 'info', 'healthy', 'It is healthy'),
	('01a22450-611a-7482-aff4-db0f0c3f99c3', 4, '2026-11-28 22:39:41.254+00', 'info', NULL, 'succeeded'),
	('01a22450-720b-7de4-a3fc-befe2cced9a9', 1, '2026-11-28 22:39:42.358+00', 'info', 'write', 'Written in commit {{commit:load}}');
INSERT INTO public.workflow_migrations (id, name, batch, migration_time) VALUES
	(1, '20261125_00_workflow.js', 1, '2026-11-28 22:39:32.155+00');
INSERT INTO public.workflow_migrations_lock (index, is_locked) VALUES
	(1, 0);
INSERT INTO public.workflow_runs (id, kind, subject, lock_key, input, state, status, step, steps, reason, failure, requested_by, idempotency_key, approval, attempt, step_attempt, step_started_at, created_at, queued_at, started_at, ended_at, wake_at, woken, queue_position, claim, lease_until, nudged_at, cancel_by, cancel_reason, log_length) VALUES
	('01a22450-7449-7bff-be99-0f4cf33d2ddb', 'promotion', 'component:default/shop', 'component:default/shop@prod', '{"plan": {"to": "prod", "from": "staging", "edits": [{"file": "apps/shop/overlays/prod/kustomization.yaml", "path": "images[registry.example/shop]", "after": "1.1.0", "before": "1.0.0", "repository": "{{git}}/myorg/gitops"}], "gates": [{"id": "healthy", "type": "healthy", "state": "open", "title": "Healthy in the source", "message": "Synced and healthy in staging."}, {"id": "not-older", "type": "not-older", "state": "open", "title": "Not older than what runs", "message": "1.1.0 is newer than 1.0.0."}, {"id": "approval", "type": "approval", "owner": "group:default/team-a-leads", "state": "asks", "title": "Approval by owner-leads", "message": "Needs the approval of 1 person of team-a-leads, not by who asks.", "approval": {"count": 1, "groups": ["group:default/team-a-leads"], "fourEyes": true}}, {"id": "freeze", "type": "freeze", "state": "open", "title": "No freeze", "message": "No freeze holds in prod."}], "image": "registry.example/shop:1.1.0", "digest": "{{digest:prod}}", "target": {"type": "git", "edits": [{"file": "apps/shop/overlays/prod/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}], "branch": "main", "repository": "{{git}}/myorg/gitops.git"}, "commits": {"why": "the component shop has no source that is known to be its own: set the annotation backstage.io/source-location to the repository that its catalog-info.yaml is in", "known": false}, "current": {"image": "registry.example/shop:1.0.0", "version": "1.0.0"}, "service": {"ref": "component:default/shop", "name": "shop", "owner": "group:default/team-a"}, "version": "1.1.0", "delivery": "commit", "application": {"url": "{{argocd}}/applications/argocd/shop-prod", "name": "shop-prod", "project": "default", "instance": "main", "appNamespace": "argocd"}, "expectedImage": "registry.example/shop:1.1.0", "notUnderstood": []}, "reason": "Sale", "automatic": false}', '{}', 'awaiting-approval', 'gates', '[{"name": "gates", "status": "pending", "attempt": 0}, {"name": "write", "status": "pending", "attempt": 0}, {"name": "merge", "status": "pending", "attempt": 0}, {"name": "sync", "status": "pending", "attempt": 0}, {"name": "healthy", "status": "pending", "attempt": 0}, {"name": "record", "status": "pending", "attempt": 0}]', NULL, NULL, 'user:default/ada', NULL, '{"digest": "{{digest:prod}}", "required": [{"by": ["group:default/team-a-leads"], "id": "approval", "count": 1, "fourEyes": true}], "decisions": []}', 1, 0, NULL, '2026-11-28 22:39:42.153+00', NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	('01a22450-611a-7482-aff4-db0f0c3f99c3', 'promotion', 'component:default/shop', 'component:default/shop@staging', '{"plan": {"to": "staging", "from": "dev", "edits": [{"file": "apps/shop/overlays/staging/kustomization.yaml", "path": "images[registry.example/shop]", "after": "1.1.0", "before": "1.0.0", "repository": "{{git}}/myorg/gitops"}], "gates": [{"id": "healthy", "type": "healthy", "state": "open", "title": "Healthy in the source", "message": "Synced and healthy in dev."}, {"id": "not-older", "type": "not-older", "state": "open", "title": "Not older than what runs", "message": "1.1.0 is newer than 1.0.0."}, {"id": "freeze", "type": "freeze", "state": "open", "title": "No freeze", "message": "No freeze holds in staging."}], "image": "registry.example/shop:1.1.0", "digest": "{{digest:staging}}", "target": {"type": "git", "edits": [{"file": "apps/shop/overlays/staging/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}], "branch": "main", "repository": "{{git}}/myorg/gitops.git"}, "commits": {"why": "the component shop has no source that is known to be its own: set the annotation backstage.io/source-location to the repository that its catalog-info.yaml is in", "known": false}, "current": {"image": "registry.example/shop:1.0.0", "version": "1.0.0"}, "service": {"ref": "component:default/shop", "name": "shop", "owner": "group:default/team-a"}, "version": "1.1.0", "delivery": "commit", "application": {"url": "{{argocd}}/applications/argocd/shop-staging", "name": "shop-staging", "project": "default", "instance": "main", "appNamespace": "argocd"}, "expectedImage": "registry.example/shop:1.1.0", "notUnderstood": []}, "reason": "Sale", "automatic": false}', '{"plan": {"to": "staging", "from": "dev", "edits": [{"file": "apps/shop/overlays/staging/kustomization.yaml", "path": "images[registry.example/shop]", "after": "1.1.0", "before": "1.0.0", "repository": "{{git}}/myorg/gitops"}], "gates": [{"id": "healthy", "type": "healthy", "state": "open", "title": "Healthy in the source", "message": "Synced and healthy in dev."}, {"id": "not-older", "type": "not-older", "state": "open", "title": "Not older than what runs", "message": "1.1.0 is newer than 1.0.0."}, {"id": "freeze", "type": "freeze", "state": "open", "title": "No freeze", "message": "No freeze holds in staging."}], "image": "registry.example/shop:1.1.0", "digest": "{{digest:staging}}", "target": {"type": "git", "edits": [{"file": "apps/shop/overlays/staging/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}], "branch": "main", "repository": "{{git}}/myorg/gitops.git"}, "commits": {"why": "the component shop has no source that is known to be its own: set the annotation backstage.io/source-location to the repository that its catalog-info.yaml is in", "known": false}, "current": {"image": "registry.example/shop:1.0.0", "version": "1.0.0"}, "service": {"ref": "component:default/shop", "name": "shop", "owner": "group:default/team-a"}, "version": "1.1.0", "delivery": "commit", "application": {"url": "{{argocd}}/applications/argocd/shop-staging", "name": "shop-staging", "project": "default", "instance": "main", "appNamespace": "argocd"}, "expectedImage": "registry.example/shop:1.1.0", "notUnderstood": []}, "written": {"sha": "{{commit:staging}}", "url": "{{git}}/myorg/gitops/commit/{{commit:staging}}", "values": [{"edit": {"file": "apps/shop/overlays/staging/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}, "file": "apps/shop/overlays/staging/kustomization.yaml", "path": "images[registry.example/shop]", "undo": {"file": "apps/shop/overlays/staging/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "lines": {"after": "  - { name: registry.example/shop, newTag: 1.1.0 }\n", "before": "  - { name: registry.example/shop, newTag: 1.0.0 }\n"}, "digest": null, "newTag": "1.0.0", "newName": null}, "after": "1.1.0", "before": "1.0.0"}]}, "baseline": {"unhealthy": [], "workloads": ["apps/Deployment/shop-staging/shop"]}, "syncedAt": "2026-11-28T22:39:39Z", "notCounted": [], "progressed": true}', 'succeeded', 'record', '[{"name": "gates", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:37.447Z", "startedAt": "2026-11-28T22:39:37.281Z"}, {"name": "write", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:37.708Z", "startedAt": "2026-11-28T22:39:37.447Z"}, {"name": "merge", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:37.727Z", "startedAt": "2026-11-28T22:39:37.714Z"}, {"name": "sync", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:40.226Z", "startedAt": "2026-11-28T22:39:37.727Z"}, {"name": "healthy", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:41.240Z", "startedAt": "2026-11-28T22:39:40.229Z"}, {"name": "record", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:41.251Z", "startedAt": "2026-11-28T22:39:41.243Z"}]', NULL, NULL, 'user:default/ada', NULL, NULL, 1, 1, '2026-11-28 22:39:41.243+00', '2026-11-28 22:39:37.242+00', '2026-11-28 22:39:37.256+00', '2026-11-28 22:39:37.281+00', '2026-11-28 22:39:41.252+00', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, 4),
	('01a22450-720b-7de4-a3fc-befe2cced9a9', 'promotion', 'component:default/shop', 'component:default/shop@load', '{"plan": {"to": "load", "from": "dev", "edits": [{"file": "apps/shop/overlays/load/kustomization.yaml", "path": "images[registry.example/shop]", "after": "1.1.0", "before": "1.0.0", "repository": "{{git}}/myorg/gitops"}], "gates": [{"id": "healthy", "type": "healthy", "state": "open", "title": "Healthy in the source", "message": "Synced and healthy in dev."}, {"id": "not-older", "type": "not-older", "state": "open", "title": "Not older than what runs", "message": "1.1.0 is newer than 1.0.0."}, {"id": "freeze", "type": "freeze", "state": "open", "title": "No freeze", "message": "No freeze holds in load."}], "image": "registry.example/shop:1.1.0", "digest": "{{digest:load}}", "target": {"type": "git", "edits": [{"file": "apps/shop/overlays/load/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}], "branch": "main", "repository": "{{git}}/myorg/gitops.git"}, "commits": {"why": "the component shop has no source that is known to be its own: set the annotation backstage.io/source-location to the repository that its catalog-info.yaml is in", "known": false}, "current": {"image": "registry.example/shop:1.0.0", "version": "1.0.0"}, "service": {"ref": "component:default/shop", "name": "shop", "owner": "group:default/team-a"}, "version": "1.1.0", "delivery": "commit", "application": {"url": "{{argocd}}/applications/argocd/shop-load", "name": "shop-load", "project": "default", "instance": "main", "appNamespace": "argocd"}, "expectedImage": "registry.example/shop:1.1.0", "notUnderstood": []}, "reason": "Measure it", "automatic": false}', '{"plan": {"to": "load", "from": "dev", "edits": [{"file": "apps/shop/overlays/load/kustomization.yaml", "path": "images[registry.example/shop]", "after": "1.1.0", "before": "1.0.0", "repository": "{{git}}/myorg/gitops"}], "gates": [{"id": "healthy", "type": "healthy", "state": "open", "title": "Healthy in the source", "message": "Synced and healthy in dev."}, {"id": "not-older", "type": "not-older", "state": "open", "title": "Not older than what runs", "message": "1.1.0 is newer than 1.0.0."}, {"id": "freeze", "type": "freeze", "state": "open", "title": "No freeze", "message": "No freeze holds in load."}], "image": "registry.example/shop:1.1.0", "digest": "{{digest:load}}", "target": {"type": "git", "edits": [{"file": "apps/shop/overlays/load/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}], "branch": "main", "repository": "{{git}}/myorg/gitops.git"}, "commits": {"why": "the component shop has no source that is known to be its own: set the annotation backstage.io/source-location to the repository that its catalog-info.yaml is in", "known": false}, "current": {"image": "registry.example/shop:1.0.0", "version": "1.0.0"}, "service": {"ref": "component:default/shop", "name": "shop", "owner": "group:default/team-a"}, "version": "1.1.0", "delivery": "commit", "application": {"url": "{{argocd}}/applications/argocd/shop-load", "name": "shop-load", "project": "default", "instance": "main", "appNamespace": "argocd"}, "expectedImage": "registry.example/shop:1.1.0", "notUnderstood": []}, "written": {"sha": "{{commit:load}}", "url": "{{git}}/myorg/gitops/commit/{{commit:load}}", "values": [{"edit": {"file": "apps/shop/overlays/load/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "newTag": "1.1.0"}, "file": "apps/shop/overlays/load/kustomization.yaml", "path": "images[registry.example/shop]", "undo": {"file": "apps/shop/overlays/load/kustomization.yaml", "type": "kustomize-image", "image": "registry.example/shop", "lines": {"after": "  - { name: registry.example/shop, newTag: 1.1.0 }\n", "before": "  - { name: registry.example/shop, newTag: 1.0.0 }\n"}, "digest": null, "newTag": "1.0.0", "newName": null}, "after": "1.1.0", "before": "1.0.0"}]}, "baseline": {"unhealthy": [], "workloads": ["apps/Deployment/shop-load/shop"]}, "outageSince": "2026-11-28T22:39:42.631Z"}', 'waiting', 'sync', '[{"name": "gates", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:42.086Z", "startedAt": "2026-11-28T22:39:41.604Z"}, {"name": "write", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:42.369Z", "startedAt": "2026-11-28T22:39:42.086Z"}, {"name": "merge", "status": "done", "attempt": 1, "endedAt": "2026-11-28T22:39:42.380Z", "startedAt": "2026-11-28T22:39:42.372Z"}, {"name": "sync", "status": "waiting", "attempt": 1, "message": "Argo CD \"main\" could not sync application \"shop-load\": it answered 503", "startedAt": "2026-11-28T22:39:42.380Z"}, {"name": "healthy", "status": "pending", "attempt": 0}, {"name": "record", "status": "pending", "attempt": 0}]', 'Argo CD "main" could not sync application "shop-load": it answered 503', NULL, 'user:default/ada', NULL, NULL, 1, 0, '2026-11-28 22:39:42.38+00', '2026-11-28 22:39:41.579+00', '2026-11-28 22:39:41.582+00', '2026-11-28 22:39:41.604+00', NULL, '2026-11-28 22:39:52.634+00', false, NULL, NULL, NULL, NULL, NULL, NULL, 1);
SELECT pg_catalog.setval('public.deployment_history_id_seq', 15, true);
SELECT pg_catalog.setval('public.deployment_history_past', -1, false);
SELECT pg_catalog.setval('public.knex_migrations_id_seq', 8, true);
SELECT pg_catalog.setval('public.knex_migrations_lock_index_seq', 1, true);
SELECT pg_catalog.setval('public.promotion_notices_id_seq', 2, true);
SELECT pg_catalog.setval('public.workflow_migrations_id_seq', 1, true);
SELECT pg_catalog.setval('public.workflow_migrations_lock_index_seq', 1, true);
SELECT pg_catalog.setval('public.workflow_queue_position', 2, true);
ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_pkey PRIMARY KEY (instance, namespace, name);
ALTER TABLE ONLY public.catalog_revision
    ADD CONSTRAINT catalog_revision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.checks
    ADD CONSTRAINT checks_pkey PRIMARY KEY (service, version, name);
ALTER TABLE ONLY public.deployment_history
    ADD CONSTRAINT deployment_history_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deployments
    ADD CONSTRAINT deployments_pkey PRIMARY KEY (service, environment);
ALTER TABLE ONLY public.environments
    ADD CONSTRAINT environments_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT freezes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (service, environment);
ALTER TABLE ONLY public.instances
    ADD CONSTRAINT instances_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.knex_migrations_lock
    ADD CONSTRAINT knex_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.knex_migrations
    ADD CONSTRAINT knex_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.past_imports
    ADD CONSTRAINT past_imports_pkey PRIMARY KEY (service, environment);
ALTER TABLE ONLY public.promotion_notices
    ADD CONSTRAINT promotion_notices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.promotion_notices
    ADD CONSTRAINT promotion_notices_promotion_id_what_about_unique UNIQUE (promotion_id, what, about);
ALTER TABLE ONLY public.promotions
    ADD CONSTRAINT promotions_kind_requested_by_idempotency_key_unique UNIQUE (kind, requested_by, idempotency_key);
ALTER TABLE ONLY public.promotions
    ADD CONSTRAINT promotions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pull_requests_to_close
    ADD CONSTRAINT pull_requests_to_close_pkey PRIMARY KEY (promotion_id);
ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_pkey PRIMARY KEY (ref);
ALTER TABLE ONLY public.setbacks
    ADD CONSTRAINT setbacks_pkey PRIMARY KEY (service, environment, version);
ALTER TABLE ONLY public.workflow_locks
    ADD CONSTRAINT workflow_locks_pkey PRIMARY KEY (lock_key);
ALTER TABLE ONLY public.workflow_locks
    ADD CONSTRAINT workflow_locks_run_id_unique UNIQUE (run_id);
ALTER TABLE ONLY public.workflow_log
    ADD CONSTRAINT workflow_log_pkey PRIMARY KEY (run_id, seq);
ALTER TABLE ONLY public.workflow_migrations_lock
    ADD CONSTRAINT workflow_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.workflow_migrations
    ADD CONSTRAINT workflow_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workflow_runs
    ADD CONSTRAINT workflow_runs_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX deployment_history_current ON public.deployment_history USING btree (service, environment) WHERE (ended_at IS NULL);
CREATE INDEX deployment_history_service_deployed_at_id_index ON public.deployment_history USING btree (service, deployed_at, id);
CREATE INDEX deployment_history_service_environment_deployed_at_id_index ON public.deployment_history USING btree (service, environment, deployed_at, id);
CREATE INDEX deployment_history_service_environment_id_index ON public.deployment_history USING btree (service, environment, id);
CREATE INDEX deployment_history_service_environment_version_index ON public.deployment_history USING btree (service, environment, version);
CREATE INDEX deployments_health_service_index ON public.deployments USING btree (health, service);
CREATE INDEX deployments_instance_application_index ON public.deployments USING btree (instance, application);
CREATE INDEX deployments_sync_service_index ON public.deployments USING btree (sync, service);
CREATE INDEX freezes_ends_at_id_index ON public.freezes USING btree (ends_at, id);
CREATE INDEX freezes_environment_ends_at_index ON public.freezes USING btree (environment, ends_at);
CREATE INDEX freezes_environment_starts_at_id_index ON public.freezes USING btree (environment, starts_at, id);
CREATE INDEX freezes_starts_at_id_index ON public.freezes USING btree (starts_at, id);
CREATE INDEX promotion_notices_due ON public.promotion_notices USING btree (due_at) WHERE (sent_at IS NULL);
CREATE INDEX promotions_approvers ON public.promotions USING gin (approvers);
CREATE INDEX promotions_automatic ON public.promotions USING btree (service, environment, version) WHERE automatic;
CREATE INDEX promotions_environment_id_index ON public.promotions USING btree (environment, id);
CREATE INDEX promotions_requested_by_id_index ON public.promotions USING btree (requested_by, id);
CREATE INDEX promotions_reverts_index ON public.promotions USING btree (reverts);
CREATE INDEX promotions_service_environment_id_index ON public.promotions USING btree (service, environment, id);
CREATE INDEX promotions_service_id_index ON public.promotions USING btree (service, id);
CREATE INDEX promotions_written ON public.promotions USING btree (service, environment, written_at) WHERE (written_at IS NOT NULL);
CREATE INDEX pull_requests_to_close_due_at_index ON public.pull_requests_to_close USING btree (due_at);
CREATE INDEX services_name_ref_index ON public.services USING btree (name, ref);
CREATE INDEX services_owner_name_index ON public.services USING btree (owner, name);
CREATE INDEX workflow_runs_alive_key ON public.workflow_runs USING btree (lock_key) WHERE (ended_at IS NULL);
CREATE INDEX workflow_runs_alive_lease ON public.workflow_runs USING btree (lease_until) WHERE (status = 'running'::text);
CREATE INDEX workflow_runs_alive_subject ON public.workflow_runs USING btree (subject) WHERE (ended_at IS NULL);
CREATE INDEX workflow_runs_alive_wake ON public.workflow_runs USING btree (wake_at) WHERE (status = 'waiting'::text);
CREATE INDEX workflow_runs_ended ON public.workflow_runs USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE UNIQUE INDEX workflow_runs_idempotency ON public.workflow_runs USING btree (kind, requested_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX workflow_runs_list ON public.workflow_runs USING btree (created_at DESC, id DESC);
CREATE INDEX workflow_runs_list_kind ON public.workflow_runs USING btree (kind, created_at DESC, id DESC);
CREATE INDEX workflow_runs_list_lock ON public.workflow_runs USING btree (lock_key, created_at DESC, id DESC);
CREATE INDEX workflow_runs_list_person ON public.workflow_runs USING btree (requested_by, created_at DESC, id DESC);
CREATE INDEX workflow_runs_list_status ON public.workflow_runs USING btree (status, created_at DESC, id DESC);
CREATE INDEX workflow_runs_list_subject ON public.workflow_runs USING btree (subject, created_at DESC, id DESC);
CREATE INDEX workflow_runs_queue ON public.workflow_runs USING btree (lock_key, queue_position) WHERE (status = 'queued'::text);
ALTER TABLE ONLY public.workflow_locks
    ADD CONSTRAINT workflow_locks_run_id_foreign FOREIGN KEY (run_id) REFERENCES public.workflow_runs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.workflow_log
    ADD CONSTRAINT workflow_log_run_id_foreign FOREIGN KEY (run_id) REFERENCES public.workflow_runs(id) ON DELETE CASCADE;
