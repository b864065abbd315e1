/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

export interface paths {
    "/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what is wrong with a Score file, and where */
        post: operations["validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The manifests of a Score file in an environment, with what is known now; asks no driver and keeps nothing */
        post: operations["render"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/{kind}/{namespace}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Score file of a service, and what it has in each environment */
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/{kind}/{namespace}/{name}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the Score file of a service ask for one more resource, by a commit in its repository */
        post: operations["addResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find out what would be created, changed and deleted, and keep it for an hour */
        post: operations["plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/provisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do what a plan shows, exactly, or nothing */
        post: operations["provision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find out what a version needs in an environment, by its own Score file; for the environment plugin alone */
        post: operations["planDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to provide what a promotion needs, or tell how far it is: once for a promotion, however often it is asked; for the environment plugin alone */
        post: operations["provideDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/{id}/give-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin nothing new for a promotion that nobody waits for any more; for the environment plugin alone */
        post: operations["giveUpDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/provisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a provisioning stands, also for a service that follows it for longer than a person is signed in */
        get: operations["getProvision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a pull request that changes the Score file of a service; once for a text */
        post: operations["propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Resources of all services, by service, environment and name */
        get: operations["listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asked-resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What Score files ask for and no environment has yet, by service and uid */
        get: operations["listAskedResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have drivers look now at what a service has; what a run works on is left out */
        post: operations["look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what is there for what was provided, where the driver can */
        post: operations["accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new secrets; those of before work until the next time */
        post: operations["rotateSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a resource to a service that uses it; who had it goes on as one that uses it */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back the kept copy of what was taken away */
        post: operations["restoreCopy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a kept copy for good, before its time */
        post: operations["removeCopy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/secrets/reseal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seal the secrets of all resources with the newest key, and open each to prove it */
        post: operations["resealSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{id}/secrets/{output}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read one secret output; who did is in the audit log */
        post: operations["revealSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/{environment}/{resource}/{output}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one secret output, with the credential of its environment; for the External Secrets Operator */
        get: operations["readStoredSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/explanations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Why one definition provides a type of resource for a service in an environment, and no other */
        post: operations["explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resource-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a Score file can ask for, and what is wrong with the files that say so */
        get: operations["listResourceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What exists already and is to become a resource, and what is wrong with the files that say so */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/patches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the platform changes in what is rendered, and what is wrong with the files that say so */
        get: operations["listPatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Entity reference, or a name of a component. */
        ServiceRef: string;
        EnvironmentName: string;
        Version: string;
        /** @description Of the repository of the service. */
        CommitId: string;
        ScoreText: string;
        /** @description What is laid over `score` in the environment; empty for nothing. Without it, what the repository of the service has for the environment. */
        OverrideText: string;
        /** @description What is laid over the Score file in the environment. */
        Override: {
            /** @description Of its file, such as `score.production.yaml`. */
            name: string;
            /** @description Of its page; absent when its text was given. */
            url?: string;
        };
        /**
         * @description `providing`: a run works on it. `failed`: the last run could not; see `message`. `provided`: it is there. `kept`: it was taken away, and a final copy is kept until `keptUntil`.
         * @enum {string}
         */
        ResourceStatus: "providing" | "failed" | "provided" | "kept";
        Diagnostic: {
            /** @enum {string} */
            severity: "error" | "warning" | "note";
            code: string;
            message: string;
            /** @description Such as `containers.app.image`. */
            path?: string;
            /** @description Name of the file that is laid over the Score file; absent for the Score file itself. */
            file?: string;
            line?: number;
            column?: number;
            /** @description What to do about it. */
            fix?: string;
        };
        AddedResource: {
            /** @description Where the file is. */
            url: string;
            /** @description It did not ask for it before. */
            changed: boolean;
            /** @description Page of the commit. */
            commit?: string;
        };
        Rendering: {
            valid: boolean;
            diagnostics: components["schemas"]["Diagnostic"][];
            /** @description YAML, one document an object; absent when it is not valid. */
            manifests?: string;
            /** @description What the platform's patches have changed in them. */
            patches?: components["schemas"]["PatchEffect"][];
            override?: components["schemas"]["Override"];
        };
        Provision: {
            id: string;
            service: string;
            environment: string;
            /** @description Path of its page in the portal. */
            link: string;
            /** @description As every run has one, such as `awaiting-approval`. */
            status: string;
            /** @description From 1; each retry counts. */
            attempt: number;
            /** @description Nothing more comes of it. */
            ended: boolean;
            waitingFor?: string;
            /** @description Why it ended as it did. */
            outcome?: string;
            /** @description Name of the step that failed. */
            failedAt?: string;
            /** @description Those that are still asked for. */
            approvals: components["schemas"]["RequiredApproval"][];
            /** @description Of its log, after the one that was named; a long log comes in parts. */
            lines: {
                seq: number;
                /** @enum {string} */
                level: "info" | "warn" | "error";
                message: string;
            }[];
            /** @description What the service has in the environment now. */
            resources: components["schemas"]["Resource"][];
            /** @description Names of the resources that it took away. */
            removed: string[];
            /** @description Of a removal that has come to its end, what was found of each thing afterwards. */
            proof?: components["schemas"]["Proof"][];
            cost?: components["schemas"]["Money"];
        };
        Proof: {
            /** @description Of the resource, or kind and name of an object in the cluster. */
            name: string;
            /** @description Of the resource. */
            type?: string;
            /**
             * @description `gone`: whoever had it says so. `kept`: it is gone, and a final copy is there. `stays`: the plan has left it. `left`: it is there all the same.
             * @enum {string}
             */
            state: "gone" | "kept" | "stays" | "left";
            /** @description Why it is there. */
            reason?: string;
            /**
             * Format: date-time
             * @description When the copy goes for good.
             */
            until?: string;
            /** @description How to get it back. */
            restore?: string;
        };
        FieldChange: {
            field: string;
            before?: string;
            after?: string;
        };
        Money: {
            /** @description A month. */
            amount: number;
            currency: string;
        };
        PlannedResource: {
            /** @description Of the resource; absent when it is new. */
            id: string;
            uid: string;
            type: string;
            class: string;
            /** @description As the Score file calls it. */
            name: string;
            definition?: string;
            /** @description Why that definition provides it, and why no other one of its type. */
            considered?: components["schemas"]["Consideration"][];
            driver?: string;
            /**
             * @description `use` and `release` are about what another service owns: it is used from then on, or no more. It stays as it is. `move`: it is called otherwise from then on, and nothing else of it changes. `import`: what exists already becomes it.
             * @enum {string}
             */
            action: "create" | "import" | "update" | "replace" | "move" | "delete" | "retain" | "use" | "release" | "none";
            /** @description The service whose it is; absent for what is its own. */
            ownedBy?: string;
            /** @description Deleting it loses data. */
            holdsData?: boolean;
            changes: components["schemas"]["FieldChange"][];
            notes: string[];
            /** @description Uids of resources that come before it. */
            needs?: string[];
            broughtBy?: components["schemas"]["Bringer"];
            /** @description What it is called until then; absent where it keeps its name. */
            movedFrom?: {
                uid: string;
                name: string;
            };
            /** @description What exists already and becomes it; absent for what is made, or is there. */
            imports?: {
                /** @description Such as `database legacy_orders on main`. */
                name: string;
                /** @description Of the platform. */
                file: string;
                line?: number;
                /** @description As the file says it. */
                what: {
                    [key: string]: unknown;
                };
            };
            cost?: components["schemas"]["Money"];
        };
        /** @description The resource that another one comes with; absent for what the Score file asks for. */
        Bringer: {
            uid: string;
            type: string;
            /** @description As the Score file calls it. */
            name: string;
        };
        Consideration: {
            /** @description Its name. */
            definition: string;
            matches: boolean;
            why: string;
        };
        FileChange: {
            /** @description In the GitOps repository. */
            file: string;
            /** @description Absent when the file is new. */
            before?: string;
            /** @description Absent when the file goes. */
            after?: string;
        };
        ObjectChange: {
            /** @description Kind and name. */
            object: string;
            /** @description Absent when the object is new. */
            before?: string;
            /** @description Absent when the object goes. */
            after?: string;
        };
        Verdict: {
            policy: string;
            rule: string;
            /** @enum {string} */
            effect: "deny" | "gate" | "allow";
            message: string;
        };
        RequiredApproval: {
            id: string;
            groups: string[];
            count: number;
            fourEyes: boolean;
        };
        Plan: {
            id: string;
            service: string;
            environment: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            digest: string;
            /** @description Where the Score file is; absent when its text was given. */
            source?: {
                url: string;
            };
            override?: components["schemas"]["Override"];
            /** @description All that the service has in the environment goes. */
            removes?: boolean;
            diagnostics: components["schemas"]["Diagnostic"][];
            resources: components["schemas"]["PlannedResource"][];
            files: components["schemas"]["FileChange"][];
            /** @description What the platform's patches change in the manifests, in the order in which they are applied. */
            patches?: components["schemas"]["PatchEffect"][];
            verdicts: components["schemas"]["Verdict"][];
            approvals: components["schemas"]["RequiredApproval"][];
            cost?: {
                before?: components["schemas"]["Money"];
                after: components["schemas"]["Money"];
            };
            hasEffect: boolean;
            /** @description Manifests written by hand that Argo CD deploys here until now, and no longer after it. */
            handWritten?: string[];
            /** @description With handWritten, what would become of each object that Argo CD deploys here, those that differ. The version of images is left aside. */
            objects?: components["schemas"]["ObjectChange"][];
            /** @description Why it cannot be applied; absent when it can. */
            whyNot?: string;
            /** @description What it would wait for before anything is changed, such as the end of a freeze. */
            waitsFor?: string;
        };
        /** @description A plan that removes nothing and writes nothing of its own. */
        DeliveryPlan: {
            digest: string;
            resources: components["schemas"]["PlannedResource"][];
            files: components["schemas"]["FileChange"][];
            verdicts: components["schemas"]["Verdict"][];
            approvals: components["schemas"]["RequiredApproval"][];
            cost?: {
                before?: components["schemas"]["Money"];
                after: components["schemas"]["Money"];
            };
            notes: string[];
            /** @description Why it cannot be provided; absent when it can. */
            whyNot?: string;
        };
        DeliveryState: {
            /** @enum {string} */
            state: "waiting" | "failed" | "done";
            /** @description What is waited for, or why it failed. */
            reason?: string;
            /** @description With `done`, what goes into the commit of the version. */
            files?: components["schemas"]["FileChange"][];
        };
        Proposal: {
            /** @description Of the pull request. */
            number: number;
            /** @description Of its page. */
            url: string;
        };
        Resource: {
            id: string;
            service: string;
            environment: string;
            owner?: string;
            uid: string;
            type: string;
            class: string;
            name: string;
            broughtBy?: components["schemas"]["Bringer"];
            definition: string;
            driver: string;
            status: components["schemas"]["ResourceStatus"];
            message?: string;
            /** @description Without the secret ones. */
            outputs: {
                [key: string]: unknown;
            };
            /** @description Names of the secret outputs. */
            secrets: string[];
            cost?: components["schemas"]["Money"];
            /** @description The run that changed it last. */
            run?: string;
            /** Format: date-time */
            keptUntil?: string;
            /** @description How to get back what was kept. */
            restore?: string;
            observation?: components["schemas"]["Observation"];
            /** @description What its driver can do with it as it stands; who may is asked then. */
            abilities: ("rotate" | "accept" | "restore" | "remove" | "hand-over")[];
            /** @description Other services of the environment that use it; absent where none does. */
            users?: {
                service: string;
                /** @description As that one calls it. */
                name: string;
                /** Format: date-time */
                since: string;
            }[];
            /** Format: date-time */
            updatedAt: string;
        };
        Resealed: {
            /** @description Id of the newest key. */
            key: string;
            /** @description Were sealed with another until now. */
            resealed: number;
            /** @description Are sealed with the newest key, and open. */
            proven: number;
            /** @description Are not; a key that is named here has to stay in the configuration. */
            left: {
                /** @description Its id. */
                resource: string;
                output: string;
                key: string;
                problem: string;
            }[];
        };
        /** @description What was found when it was last looked at. Without `status` nobody has answered yet; with `unasked` the last answer stands as it was, and is as old as `lookedAt`. */
        Observation: {
            /** @enum {string} */
            status?: "as-provided" | "changed" | "missing";
            /** @description Before is what was found, after what was provided. */
            differences?: components["schemas"]["FieldChange"][];
            /** @description Why it is missing. */
            reason?: string;
            /**
             * Format: date-time
             * @description Of the last answer.
             */
            lookedAt?: string;
            /**
             * Format: date-time
             * @description Since when it is not as provided; absent when it is.
             */
            driftedAt?: string;
            /** @description What accepting it is for. */
            digest?: string;
            /** @description It could not be asked after that. */
            unasked?: {
                reason: string;
                /** Format: date-time */
                since: string;
            };
        };
        ScoreService: {
            service: string;
            owner?: string;
            /** @description Absent when the service has no Score file. */
            file?: {
                url: string;
                text: string;
                /** @description SHA-256 of the text. */
                digest?: string;
                diagnostics: components["schemas"]["Diagnostic"][];
            };
            /** @description Why the file could not be asked for. */
            problem?: string;
            environments: {
                name: string;
                title?: string;
                tier: string;
                /** @description Why nothing can be provided here. */
                whyNot?: string;
                /** @description What the repository has to be laid over the Score file here; absent when it has nothing. */
                override?: {
                    name: string;
                    url?: string;
                    text: string;
                    /** @description What is wrong with it, beside what is wrong with the Score file alone. */
                    diagnostics: components["schemas"]["Diagnostic"][];
                };
                resources: components["schemas"]["Resource"][];
                /** @description What it uses of other services, under the name that it has here; absent where that is nothing. `service` is whose it is, and only that one can do something with it. */
                uses?: components["schemas"]["Resource"][];
            }[];
        };
        ResourceType: {
            type: string;
            class: string;
            title: string;
            description?: string;
            example?: string;
            owner?: string;
            /** @description JSON Schema. */
            params?: {
                [key: string]: unknown;
            };
            outputs: {
                name: string;
                type: string;
                description?: string;
                secret: boolean;
            }[];
            definitions: string[];
            /** @description Of the definitions that are shared, who else may use what each provides. */
            sharing: components["schemas"]["DefinitionSharing"][];
        };
        AskedResource: {
            /** @description Entity reference. */
            service: string;
            uid: string;
            type: string;
            class: string;
            /** @description In the Score file. */
            name: string;
        };
        DefinitionSharing: {
            /** @description Its name. */
            definition: string;
            /** @description Reference of the service that it belongs to; when absent, the first that provides it. */
            owner?: string;
            /** @description One of these is enough. */
            with: {
                /** @description References of services, which need nobody's leave. */
                services?: string[];
                /** @description References of groups; services of theirs ask its owner. */
                owners?: string[];
                /** @description Services of the same owner ask. */
                team?: boolean;
                /** @description Services of the same system ask. */
                system?: boolean;
            };
        };
        /** @description What the platform changes in rendered objects. */
        Patch: {
            name: string;
            title: string;
            description?: string;
            owner?: string;
            order: number;
            file: string;
            /** @description Where it holds, as YAML; absent for everywhere. */
            match?: string;
            /** @description Which objects it changes, as YAML. */
            objects: string;
            /** @description What it changes, as YAML. */
            changes: string;
            /** @description What it has changed, as it was last written; by service and environment. */
            workloads: {
                service: string;
                environment: string;
            }[];
        };
        /** @description That a resource is something that exists already. */
        ImportEntry: {
            /** @description Entity reference. */
            service: string;
            environment: string;
            /** @description As the Score file calls it. */
            resource: string;
            driver: string;
            /** @description Such as `database legacy_orders on main`. */
            name: string;
            /** @description What it is, as YAML. */
            what: string;
            file: string;
            line?: number;
            /**
             * @description `open`: the next plan that asks for the resource takes it over. `done`: it is the resource, and the entry does nothing any more. `begun`: a run has not got to its end. `other`: the resource is there already and is another one, so the entry does nothing.
             * @enum {string}
             */
            state: "open" | "begun" | "done" | "other";
        };
        /** @description What one of the platform's patches changes in what is rendered. */
        PatchEffect: {
            name: string;
            title: string;
            description?: string;
            owner?: string;
            objects: {
                /** @description Kind and name. */
                object: string;
                changes: components["schemas"]["FieldChange"][];
            }[];
            /** @description Why it changes nothing; absent when it changes something. */
            whyNot?: string;
        };
        DefinitionProblem: {
            file: string;
            line?: number;
            path?: string;
            message: string;
        };
    };
    responses: {
        /** @description The run was begun. */
        Begun: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    id: string;
                    /** @description Path of its page in the portal. */
                    link: string;
                };
            };
        };
        /** @description What is wrong, with field, value and way out. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        name: string;
                        message: string;
                    };
                };
            };
        };
    };
    parameters: {
        id: string;
        /** @description A second request by the same person with this key answers the first run. */
        idempotencyKey: string;
    };
    requestBodies: {
        Reason: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
    };
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    score: components["schemas"]["ScoreText"];
                    override?: components["schemas"]["OverrideText"];
                    service?: components["schemas"]["ServiceRef"];
                    environment?: components["schemas"]["EnvironmentName"];
                };
            };
        };
        responses: {
            /** @description What was found, sorted by position. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        diagnostics: components["schemas"]["Diagnostic"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    render: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    environment: components["schemas"]["EnvironmentName"];
                    /** @description One that is in the catalog. Absent for one that is not yet: it goes by the name in the Score file. */
                    service?: components["schemas"]["ServiceRef"];
                    /** @description Absent for the file in the repository of the service. */
                    score?: components["schemas"]["ScoreText"];
                    override?: components["schemas"]["OverrideText"];
                };
            };
        };
        responses: {
            /** @description The manifests, or what is wrong with the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rendering"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is in the catalog, with or without a Score file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoreService"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description A second request with this key finds the commit of the first. */
                "Idempotency-Key"?: string;
            };
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whose definitions have to provide it, and where the caller has to be allowed to. */
                    environment: components["schemas"]["EnvironmentName"];
                    /** @description In the Score file. */
                    name: string;
                    type: string;
                    class?: string;
                    params?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The file asks for it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedResource"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: components["schemas"]["ServiceRef"];
                    environment: components["schemas"]["EnvironmentName"];
                    /** @description In place of the file in the repository of the service; can be looked at only. */
                    score?: components["schemas"]["ScoreText"];
                    override?: components["schemas"]["OverrideText"];
                    /** @description All that the service has in the environment goes, with its manifests, whatever the Score file says. Default false. */
                    removes?: boolean;
                };
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan as it was made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    provision: {
        parameters: {
            query?: never;
            header?: {
                /** @description A second request by the same person with this key answers the first run. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Id of the plan.
                     */
                    plan: string;
                    /** @description Of the plan as it was shown. */
                    digest: string;
                    reason?: string;
                    /** @description Of the scaffolder alone: the run of a template that asks. It may provide what it has made for another team. */
                    task?: string;
                };
            };
        };
        responses: {
            /** @description It was begun, or waits for approval. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Path of its page in the portal. */
                        link: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    planDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: components["schemas"]["ServiceRef"];
                    environment: components["schemas"]["EnvironmentName"];
                    version: components["schemas"]["Version"];
                    commit: components["schemas"]["CommitId"];
                    requestedBy: string;
                    /**
                     * Format: uuid
                     * @description What it has begun counts as it was shown.
                     */
                    promotion?: string;
                };
            };
        };
        responses: {
            /** @description Nothing is changed by it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPlan"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    provideDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    promotion: string;
                    attempt: number;
                    digest: string;
                    service: components["schemas"]["ServiceRef"];
                    environment: components["schemas"]["EnvironmentName"];
                    version: components["schemas"]["Version"];
                    commit: components["schemas"]["CommitId"];
                    requestedBy: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description How far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryState"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    giveUpDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it has provided stays. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    getProvision: {
        parameters: {
            query?: {
                /** @description The `seq` of the last line that is known already. */
                after?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provision"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    propose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: components["schemas"]["ServiceRef"];
                    score: components["schemas"]["ScoreText"];
                    /** @description Digest of the file that was edited. */
                    base: string;
                };
            };
        };
        responses: {
            /** @description It is open. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listResources: {
        parameters: {
            query?: {
                service?: components["schemas"]["ServiceRef"];
                environment?: components["schemas"]["EnvironmentName"];
                type?: string;
                owner?: string;
                status?: components["schemas"]["ResourceStatus"];
                /** @description Of those that are provided: `drifted` for what is not as provided, `unasked` for what could not be looked at last. */
                drift?: "drifted" | "unasked";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Resource"][];
                        total: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAskedResources: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AskedResource"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    look: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: components["schemas"]["ServiceRef"];
                    environment?: components["schemas"]["EnvironmentName"];
                    /**
                     * Format: uuid
                     * @description This one alone.
                     */
                    resource?: string;
                };
            };
        };
        responses: {
            /** @description What was looked at, as it was seen, or with why it could not be asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Resource"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the observation as it was shown. */
                    digest: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It was accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    rotateSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description A second request by the same person with this key answers the first run. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Reason"];
        responses: {
            201: components["responses"]["Begun"];
            default: components["responses"]["Error"];
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description A second request by the same person with this key answers the first run. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: components["schemas"]["ServiceRef"];
                    reason: string;
                };
            };
        };
        responses: {
            201: components["responses"]["Begun"];
            default: components["responses"]["Error"];
        };
    };
    restoreCopy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A second request by the same person with this key answers the first run. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Reason"];
        responses: {
            201: components["responses"]["Begun"];
            default: components["responses"]["Error"];
        };
    };
    removeCopy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A second request by the same person with this key answers the first run. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Reason"];
        responses: {
            201: components["responses"]["Begun"];
            default: components["responses"]["Error"];
        };
    };
    resealSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With none left, older keys can go from the configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resealed"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    revealSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                output: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret, in clear. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    readStoredSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                environment: string;
                /** @description Its id. */
                resource: string;
                output: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret, in clear. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    explain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: components["schemas"]["ServiceRef"];
                    environment: components["schemas"]["EnvironmentName"];
                    type: string;
                    class?: string;
                    /** @description As a Score file gives it. */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description With the definition that provides it, or why none does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chosen?: string;
                        whyNone?: string;
                        considered: components["schemas"]["Consideration"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listResourceTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By type and class. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ResourceType"][];
                        problems: components["schemas"]["DefinitionProblem"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By file and line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportEntry"][];
                        problems: components["schemas"]["DefinitionProblem"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listPatches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order in which they are applied. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The text of the platform's profile, which is applied before; absent where there is none. */
                        profile?: string;
                        items: components["schemas"]["Patch"][];
                        problems: components["schemas"]["DefinitionProblem"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
