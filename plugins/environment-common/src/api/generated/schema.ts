/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

export interface paths {
    "/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All environments in promotion order */
        get: operations["listEnvironments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether what is shown is up to date, and if not, why */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services and what of them runs in each environment */
        get: operations["listServices"];
        put?: never;
        post?: never;
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
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/{kind}/{namespace}/{name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What ran where and when, newest first */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/{kind}/{namespace}/{name}/holds/{environment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let automatic promotion go on after a rollback */
        delete: operations["liftHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/known-names/{kind}/{namespace}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which service labels of applications and environments mean by a reference */
        get: operations["getKnownName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a promotion would change, and what each gate says */
        get: operations["compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Promotions and rollbacks, newest first */
        get: operations["listPromotions"];
        put?: never;
        /** Promote a service from one environment to the next */
        post: operations["promote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPromotion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPromotionLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a failed promotion where it stopped */
        post: operations["retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What rolling back would restore */
        get: operations["previewRollback"];
        put?: never;
        /** Write back what the promotion replaced */
        post: operations["rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Freezes that hold now or later, recurring ones among them; with `past` also those that are over */
        get: operations["listFreezes"];
        put?: never;
        post: operations["createFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/freezes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a freeze now */
        delete: operations["endFreeze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report the outcome of a check on a version, for the gate `required-check` */
        post: operations["reportCheck"];
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
        /**
         * @description As Argo CD reports it.
         * @enum {string}
         */
        Health: "Healthy" | "Progressing" | "Degraded" | "Suspended" | "Missing" | "Unknown";
        /** @enum {string} */
        SyncState: "Synced" | "OutOfSync" | "Unknown";
        Environment: {
            /** @description Entity reference. */
            ref: string;
            name: string;
            title?: string;
            /** @enum {string} */
            tier: "development" | "staging" | "production";
            owner: string;
            /** @description Name of the environment that versions come from; absent for the first. */
            promotesFrom?: string;
            /** @description Versions come by themselves when every gate is open. */
            auto: boolean;
            /** @enum {string} */
            delivery: "commit" | "pull-request" | "parameter";
            /** @description The gates of its definition, beside those that always hold. */
            gates: {
                type: string;
                title: string;
            }[];
            freeze?: components["schemas"]["Freeze"];
        };
        InstanceStatus: {
            name: string;
            url?: string;
            ok: boolean;
            /** @description What is wrong and what to do. */
            message?: string;
            /**
             * Format: date-time
             * @description Since when it is as it is.
             */
            since?: string;
            /**
             * Format: date-time
             * @description When the portal last had word from it.
             */
            syncedAt?: string;
            /** @description How many of its applications are known. */
            applications: number;
        };
        KnownName: {
            /** @description Entity reference. */
            ref: string;
            /** @description There was no such service for more than a day, so that who comes with the name is a stranger. */
            isNobodys: boolean;
            /** @description Entity reference of who owned the service. */
            owner?: string;
            /** @description Where the file of the service was. */
            location?: string;
        };
        Service: {
            ref: string;
            name: string;
            title?: string;
            description?: string;
            /** @description Entity reference. */
            owner?: string;
            system?: string;
            /** @description One for each environment, in promotion order. */
            deployments: components["schemas"]["Deployment"][];
        };
        Deployment: {
            environment: string;
            /**
             * @description `empty`: an application belongs here, and has never deployed anything. `absent`: no application belongs here. `unasked`: whether one does could not be asked, see `unasked`. `ambiguous`: several do, or several services claim it, see `problem`.
             * @enum {string}
             */
            state: "deployed" | "empty" | "absent" | "unasked" | "ambiguous";
            /** @description Nothing but the entity or a name says that the application belongs here, or the service that is named may not be the one that is meant; so nothing is promoted or rolled back here; see `problem`. */
            unconfirmed?: boolean;
            /** @description Why the version is not known, or the application not certain; and what to do. */
            problem?: string;
            /** @description What could not be asked, or may not be, in words. What was known before stands, and nothing follows from it; without a version, it is not known whether there is one. */
            unasked?: string;
            /** @description Fields and words of the application, and of the file that names its version, that the portal does not know and that may change what runs. Absent when it knows all. */
            notUnderstood?: string[];
            application?: {
                instance: string;
                name: string;
                namespace?: string;
                project?: string;
                url: string;
            };
            /** @description Tag or digest of the image. */
            version?: string;
            /** @description Whole reference of the image. */
            image?: string;
            /** @description Of what runs the service, and of what has broken beside it while this version was there. Of the whole application where nothing tells what of it runs the service. */
            health?: components["schemas"]["Health"];
            healthMessage?: string;
            /** @description What else of the application is not healthy and does not count, in words, since it was so before or is suspended. */
            beside?: string[];
            sync?: components["schemas"]["SyncState"];
            autoSync?: boolean;
            /** @description Git revision that runs. */
            revision?: string;
            /** Format: date-time */
            deployedAt?: string;
            /**
             * Format: date-time
             * @description Since when this version has been healthy without a break.
             */
            healthySince?: string;
            operation?: {
                phase: string;
                /** Format: date-time */
                startedAt?: string;
            };
            /** @description How many versions that have been healthy in the source are newer than the one here, up to the one that runs there: by semantic version, else by arrival. Each counts once, however often it came; one that failed or was rolled back there does not. Absent when unknown. */
            behind?: number;
            /** @description The source has another version, and this is not one that is on its way, nor one that failed or was rolled back here. */
            promotable?: boolean;
            /** @description The version of the source failed here, or was rolled back here, so it is not offered: until a newer one comes, or a person promotes it with `overrideSetback` and a reason. */
            setback?: {
                version: string;
                /** @enum {string} */
                what: "failed" | "rolled-back";
                /** Format: date-time */
                at: string;
                /** @description Who rolled back, an entity reference; absent when it happened by itself. */
                by?: string;
                reason: string;
                promotionId: string;
            };
            /** @description The promotion that is on its way here. */
            promotion?: {
                id: string;
                status: components["schemas"]["PromotionStatus"];
                version: string;
            };
            /** @description Automatic promotion pauses after a rollback. */
            hold?: {
                /** Format: date-time */
                since: string;
                reason: string;
                /** @description Who rolled back; an environment when the portal did by itself. */
                by: string;
            };
            /** @description Argo CD cannot be reached, so this may be out of date. */
            stale?: boolean;
        };
        HistoryEntry: {
            id: string;
            environment: string;
            version: string;
            image?: string;
            /** Format: date-time */
            deployedAt: string;
            /** Format: date-time */
            endedAt?: string;
            health?: components["schemas"]["Health"];
            revision?: string;
            revisionUrl?: string;
            /** @description User entity reference or a name. */
            by?: string;
            promotionId?: string;
            reason?: string;
            /** @description How many commits of the service's source came with it; absent when unknown. */
            commits?: number;
        };
        /** @description One value that is written. */
        Edit: {
            repository: string;
            file: string;
            /** @description Where in the file, such as images[web].newTag. */
            path: string;
            /** @description Absent when there was no value. */
            before?: string;
            /** @description Absent value is written as an empty string. */
            after: string;
        };
        /** @description One setting that differs between the two environments. */
        ConfigDifference: {
            /** @description Kind and name. */
            resource: string;
            path: string;
            from?: string;
            to?: string;
        };
        Commit: {
            sha: string;
            subject: string;
            author?: string;
            /** Format: date-time */
            date?: string;
            url?: string;
        };
        Gate: {
            id: string;
            type: string;
            title: string;
            /**
             * @description `open` lets it pass, `closed` does not, `asks` wants an approval.
             * @enum {string}
             */
            state: "open" | "closed" | "asks";
            /** @description The rule, its number, and the way on. */
            message: string;
            /** @description Whose rule says it; the rule is what of the id comes after the slash. */
            policy?: string;
            /** Format: date-time */
            opensAt?: string;
            progress?: {
                value: number;
                of: number;
                unit: string;
            };
            /** @description Who can change it, an entity reference. */
            owner?: string;
            url?: string;
            /**
             * @description With `closed`: the field of the request to promote by which a person passes it, together with a reason.
             * @enum {string}
             */
            override?: "overrideSetback";
            approval?: components["schemas"]["ApprovalRule"];
        };
        ApprovalRule: {
            /** @description Entity references of the groups whose members may approve. */
            groups: string[];
            /** @description How many different people. */
            count: number;
            /** @description Who asked may not approve. */
            fourEyes: boolean;
        };
        Comparison: {
            service: string;
            from: string;
            to: string;
            version: string;
            image: string;
            /** @description What runs in `to`; absent when nothing does. */
            current?: {
                version?: string;
                image?: string;
                health?: components["schemas"]["Health"];
                /** Format: date-time */
                deployedAt?: string;
            };
            /** @description SHA-256 of what would be changed; an approval holds for it alone. */
            digest: string;
            /** @enum {string} */
            verdict: "allow" | "gate" | "deny";
            /** @enum {string} */
            delivery: "commit" | "pull-request" | "parameter";
            edits: components["schemas"]["Edit"][];
            /** @description What may have the last word over what is written, and could not be asked, in words. */
            unasked: string[];
            /** @description Parts of the application that may change what is deployed, and that the portal does not know. */
            notUnderstood: string[];
            config: components["schemas"]["ConfigDifference"][];
            /** @description Why the configuration could not be compared. */
            configProblem?: string;
            needs?: components["schemas"]["Needs"];
            commits: {
                known: boolean;
                count?: number;
                authors?: string[];
                items?: components["schemas"]["Commit"][];
                url?: string;
                /** @description Why they are unknown. */
                why?: string;
            };
            gates: components["schemas"]["Gate"][];
            /** @description A promotion to the same place that has not ended. */
            underWay?: {
                id: string;
                status: components["schemas"]["PromotionStatus"];
                version: string;
            };
            may?: components["schemas"]["May"];
        };
        /** @description What the version needs in `to` beside its image. A promotion provides it before it writes, and writes the files in the same commit as the version. Absent where a version needs nothing more, or where nothing knows. */
        Needs: {
            resources: components["schemas"]["NeededResource"][];
            /** @description As they would be, with what is known before all is provided. */
            files: components["schemas"]["WrittenFile"][];
            rules: components["schemas"]["RuleVerdict"][];
            /** @description Absent where no price is known. */
            cost?: {
                before?: components["schemas"]["Money"];
                after: components["schemas"]["Money"];
            };
            /** @description What else is to be known, in words. */
            notes: string[];
        };
        NeededResource: {
            uid: string;
            type: string;
            class: string;
            name: string;
            /**
             * @description `retain`: it is no longer asked for, and stays. `use`: it is that of another service, and used from then on. `move`: it is called otherwise from then on, and nothing else of it changes.
             * @enum {string}
             */
            action: "create" | "import" | "update" | "replace" | "move" | "retain" | "use" | "none";
            changes: {
                field: string;
                before?: string;
                after?: string;
            }[];
            notes: string[];
            cost?: components["schemas"]["Money"];
        };
        WrittenFile: {
            /** @description In the repository that is deployed from. */
            file: string;
            /** @description Absent when the file is new. */
            before?: string;
            /** @description Absent when the file goes. */
            after?: string;
        };
        RuleVerdict: {
            policy: string;
            rule: string;
            /** @enum {string} */
            effect: "deny" | "gate" | "allow";
            message: string;
        };
        Money: {
            /** @description A month. */
            amount: number;
            currency: string;
        };
        /** @description Whether the person who asks may do something, and if not, which permission or rule says so. */
        May: {
            allowed: boolean;
            why?: string;
        };
        /** @enum {string} */
        PromotionStatus: "awaiting-approval" | "queued" | "running" | "waiting" | "succeeded" | "failed" | "rejected" | "cancelled" | "superseded" | "rolled-back";
        Promotion: {
            id: string;
            /** @enum {string} */
            kind: "promotion" | "rollback";
            service: string;
            from?: string;
            to: string;
            version: string;
            image?: string;
            /** @description What ran in `to` when it was asked for. */
            fromVersion?: string;
            status: components["schemas"]["PromotionStatus"];
            /** @description What it waits for now, in words. */
            waitingFor?: string;
            /** @description Why it ended as it did. */
            outcome?: string;
            reason?: string;
            requestedBy: string;
            automatic?: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            steps: components["schemas"]["Step"][];
            /** @description What of the application is not healthy and does not count, in words, since it was so before anything was written and is not what was promoted. */
            notCounted?: string[];
            edits: components["schemas"]["Edit"][];
            needs?: components["schemas"]["Needs"];
            /** @description As they stood when it was asked for. */
            gates?: components["schemas"]["Gate"][];
            /** @description Of the service's source, newest first. */
            commits?: components["schemas"]["Commit"][];
            /** @description The commit that it wrote, in the repository that is deployed from. */
            commit?: {
                sha: string;
                url?: string;
            };
            /** @description The commit by which the portal itself wrote the old values back, in the same repository. */
            revert?: {
                sha: string;
                url?: string;
            };
            pullRequest?: {
                number: number;
                url: string;
                /** @enum {string} */
                state: "open" | "merged" | "closed";
            };
            application?: {
                name: string;
                url: string;
            };
            approval: {
                digest: string;
                required: {
                    gate: string;
                    title: string;
                    given: number;
                    rule: components["schemas"]["ApprovalRule"];
                }[];
                decisions: {
                    by: string;
                    /** @enum {string} */
                    verdict: "approved" | "rejected";
                    comment?: string;
                    /** Format: date-time */
                    at: string;
                    /** @description What it was given for has changed since. */
                    void?: boolean;
                }[];
            };
            /** @description Promotion that this one rolls back. */
            reverts?: string;
            revertedBy?: string;
            /** @description What the person who asks may do with it now. */
            can: {
                approve: components["schemas"]["May"];
                reject: components["schemas"]["May"];
                cancel: components["schemas"]["May"];
                retry: components["schemas"]["May"];
                rollback: components["schemas"]["May"];
            };
        };
        Step: {
            name: string;
            title: string;
            /** @enum {string} */
            status: "pending" | "running" | "waiting" | "done" | "failed" | "skipped";
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            attempt?: number;
            message?: string;
        };
        LogLine: {
            seq: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            level: "info" | "warn" | "error";
            step?: string;
            message: string;
        };
        RollbackPreview: {
            possible: boolean;
            /** @description Why it is not possible. */
            why?: string;
            /** @description What would run again. */
            version?: string;
            edits: components["schemas"]["Edit"][];
            freeze?: components["schemas"]["Freeze"];
        };
        Freeze: {
            id: string;
            environment: string;
            services?: string[];
            reason: string;
            /** @description It holds now. */
            active: boolean;
            /** @description From the environment's definition; it cannot be ended here. */
            recurring: boolean;
            /** Format: date-time */
            startsAt?: string;
            /** Format: date-time */
            endsAt?: string;
            /** @description In words, for a recurring one. */
            schedule?: string;
            createdBy?: string;
            endedBy?: string;
            canEnd?: components["schemas"]["May"];
        };
        Check: {
            service: string;
            version: string;
            name: string;
            /** @enum {string} */
            state: "pending" | "passed" | "failed";
            description?: string;
            /** @description A page for people, shown as a link. */
            url?: string;
        };
    };
    responses: {
        /** @description The promotion as it is now. */
        Promotion: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Promotion"];
            };
        };
        /** @description A Backstage error; the message names the field, the value and the way out. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        name: string;
                        message: string;
                    } & {
                        [key: string]: unknown;
                    };
                    request?: {
                        [key: string]: unknown;
                    };
                    response: {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    parameters: {
        limit: number;
        /** @description The `nextCursor` of the page before. */
        cursor: string;
        id: string;
        kind: string;
        namespace: string;
        name: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listEnvironments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Environments, each after the one it promotes from. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Environment"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry for each configured Argo CD instance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        instances: components["schemas"]["InstanceStatus"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listServices: {
        parameters: {
            query?: {
                /** @description Part of the name or title. */
                query?: string;
                /** @description Entity references of owners; any of them. */
                owner?: string[];
                /** @description Services that have a deployment in one of these states. */
                health?: components["schemas"]["Health"][];
                /** @description Only services with a deployment that is out of sync. */
                drifted?: boolean;
                /** @description Only services with a deployment of which something is not understood. */
                notUnderstood?: boolean;
                /** @description Only these services, as entity references. */
                service?: string[];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Services by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Service"][];
                        /** @description How many match, on all pages. */
                        total: number;
                        nextCursor?: string;
                    };
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
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getHistory: {
        parameters: {
            query?: {
                environment?: string;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions as they arrived. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HistoryEntry"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    liftHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no hold any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    getKnownName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it was first known for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownName"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    compare: {
        parameters: {
            query: {
                service: string;
                from: string;
                to: string;
                /** @description Another version than the one that runs in `from`. */
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comparison, as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                service?: string;
                environment?: string;
                status?: components["schemas"]["PromotionStatus"][];
                /** @description Only those that the person who asks can approve. */
                waitingForMe?: boolean;
                /** @description A user entity reference. */
                requestedBy?: string;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Promotions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Promotion"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    promote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key by the same person returns the same promotion. With another request than before the answer is 422. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name or entity reference. */
                    service: string;
                    from: string;
                    to: string;
                    /** @description Default is what is synced and healthy in `from`. */
                    version?: string;
                    reason?: string;
                    /** @description Brings a version again that failed in `to` or was rolled back there. Only a person may, and `reason` has to say why. */
                    overrideSetback?: boolean;
                    /** @description Of the comparison that was shown. When it has changed since, nothing begins and the answer is 409. */
                    digest?: string;
                };
            };
        };
        responses: {
            /** @description The promotion has begun, or waits for approval. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        promotionId: string;
                        promotion: components["schemas"]["Promotion"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getPromotion: {
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
            200: components["responses"]["Promotion"];
            default: components["responses"]["Error"];
        };
    };
    getPromotionLog: {
        parameters: {
            query?: {
                /** @description Only lines after this `seq`. */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lines in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: components["schemas"]["LogLine"][];
                        /** @description No further line will come after these. */
                        ended: boolean;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    approve: {
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
                    /** @description Of the comparison that was shown to the approver. */
                    digest: string;
                    comment?: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Promotion"];
            default: components["responses"]["Error"];
        };
    };
    reject: {
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
                    comment: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Promotion"];
            default: components["responses"]["Error"];
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Promotion"];
            default: components["responses"]["Error"];
        };
    };
    retry: {
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
            200: components["responses"]["Promotion"];
            default: components["responses"]["Error"];
        };
    };
    previewRollback: {
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
            /** @description The values that would be written back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollbackPreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    rollback: {
        parameters: {
            query?: never;
            header?: {
                /** @description As for `POST /promotions`. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @description Roll back although a freeze holds. The reason is recorded. */
                    overrideFreeze?: boolean;
                };
            };
        };
        responses: {
            /** @description The rollback, a promotion of kind `rollback`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        promotionId: string;
                        promotion: components["schemas"]["Promotion"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listFreezes: {
        parameters: {
            query?: {
                environment?: string;
                past?: boolean;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Freezes, those that hold now first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Freeze"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    environment: string;
                    /** @description Entity references; all services when absent. */
                    services?: string[];
                    reason: string;
                    /** Format: date-time */
                    startsAt?: string;
                    /** Format: date-time */
                    endsAt: string;
                };
            };
        };
        responses: {
            /** @description The freeze. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    endFreeze: {
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
            /** @description It holds no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    reportCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Check"];
            };
        };
        responses: {
            /** @description Recorded; the newest report of a name counts. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
}
