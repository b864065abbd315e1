/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

export interface paths {
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan a module against a stack, as the first part of a run
         * @description Only templates begin runs, on behalf of a person. The same key with the same request answers the first run.
         */
        post: operations["beginRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a run stands, and what its steps have said since a line */
        get: operations["lookAtRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply the plan of a run, exactly as it was shown */
        post: operations["applyRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a run; Terraform is asked to stop, and what has begun is brought to an end */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that whoever began a run was told how it ended */
        post: operations["markTold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stacks by key, with how each stands */
        get: operations["listStacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A stack, what it is made of, and what the caller may do with it */
        get: operations["readStack"];
        /**
         * Say what a stack is made of; nothing is planned by it
         * @description Absent secrets stay as they are; a secret that is null goes. A stack whose definition is in the catalog is changed there.
         */
        put: operations["defineStack"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a stack with what it is made of, as the first part of a run */
        post: operations["planStack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the newest state holds; what is sensitive is left out */
        get: operations["listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of a state that are kept, the newest first */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/versions/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between two versions of a state; secrets are masked */
        get: operations["compareVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/versions/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an older state the newest one
         * @description Only the state changes, and no resource; the next plan shows what follows from it. Refused while the state is locked.
         */
        post: operations["restoreVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take the lock of a state away from whoever holds it */
        delete: operations["freeLock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Personal credentials for the state of a stack, without passwords */
        get: operations["listCredentials"];
        put?: never;
        /** A personal credential to work on the state of a stack by hand */
        post: operations["createCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a personal credential */
        delete: operations["endCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a stack gives out; of what is sensitive, the names */
        get: operations["readOutputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stacks/{key}/whole-outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a stack gives out, with what is sensitive
         * @description For the plugin that made the stack, and for nobody else; each time stands in the audit log.
         */
        get: operations["readWholeOutputs"];
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
        Begin: {
            stack: string;
            /**
             * @description The two dry ones only plan, beside whatever runs on the stack.
             * @enum {string}
             */
            intent: "change" | "delete" | "dry-run" | "dry-delete";
            owner?: string;
            /** @description The template answers for it, whosoever the stack is. */
            anyOwner?: boolean;
            module: components["schemas"]["Module"];
            variables?: {
                [key: string]: unknown;
            };
            secrets?: {
                [key: string]: string;
            };
            /** @description Name of the Environment that the stack is for; without it, what the variable `environment` says. */
            environment?: string;
            /** @description Entity reference of the service that the stack is for. */
            service?: string;
            /** @description How long the plan may take, and the apply once more. */
            timeoutMs: number;
            /** @description The task that asks. */
            task?: string;
            /** @description Entity reference of whoever asked Score for it; taken from Score alone. Four eyes are not theirs. */
            onBehalfOf?: string;
        };
        /** @description One of name, archive, git and registry. */
        Module: {
            /** @description A module of the platform. */
            name?: string;
            /** @description A folder as tar, packed by gzip, in base64; files and folders only. */
            archive?: string;
            git?: components["schemas"]["GitModule"];
            registry?: components["schemas"]["RegistryModule"];
        };
        Begun: {
            id: string;
            /** @description Path of its page in the portal. */
            link: string;
        };
        Apply: {
            /** @description The stack that the caller means; refused when the run is of another. */
            stack?: string;
            digest: string;
            owner?: string;
            anyOwner?: boolean;
            /** @description Of variables that Terraform keeps in no plan. */
            secrets?: {
                [key: string]: string;
            };
        };
        StackRun: {
            id: string;
            stack: string;
            /** @description Entity reference of who began it. */
            requestedBy: string;
            /** @description The service that asked on their behalf. */
            through?: string;
            /** @description Somebody said that this plan is the one; others may have to agree yet. */
            confirmed: boolean;
            /** @enum {string} */
            status: "awaiting-approval" | "queued" | "running" | "waiting" | "succeeded" | "failed" | "rejected" | "cancelled" | "superseded" | "rolled-back";
            /** @description What it waits for, or why it ended. */
            reason?: string;
            told: boolean;
            plan?: components["schemas"]["Plan"];
            ending?: components["schemas"]["Ending"];
            holder?: components["schemas"]["Holder"];
            lines: components["schemas"]["Line"][];
            /** @description What the rules of the platform say of the plan. */
            verdicts?: components["schemas"]["Verdict"][];
        };
        Verdict: {
            policy: string;
            /** @description Empty for a policy that cannot be used. */
            rule: string;
            /** @enum {string} */
            effect: "deny" | "gate" | "allow";
            message: string;
        };
        /** @description What would be changed, without secrets. */
        Plan: {
            /** @description SHA-256 of the plan file. */
            digest: string;
            changes: boolean;
            /** @description Such as "2 to create, 1 to delete". */
            summary: string;
            text: string;
            markdown: string;
            /** @description Absent on plans of earlier portals, which have the text alone. */
            resources?: components["schemas"]["ResourceChange"][];
            outputs?: components["schemas"]["OutputChange"][];
            /** @description What was changed outside of Terraform since the last apply. */
            drift?: components["schemas"]["ResourceChange"][];
            /** @description Only some addresses were planned, so that more may be left to do. */
            partial?: boolean;
        };
        /** @description How the apply ended, without secrets. */
        Ending: {
            /** @enum {string} */
            outcome: "succeeded" | "failed" | "interrupted" | "timed-out" | "killed";
            words: string[];
            /** @description How many resources were changed. */
            complete: number;
            outputs: components["schemas"]["Outputs"];
        };
        WholeOutputs: {
            [key: string]: {
                sensitive: boolean;
                value?: unknown;
            };
        };
        Outputs: {
            [key: string]: {
                sensitive: boolean;
                /** @description Absent for a sensitive one. */
                value?: unknown;
            };
        };
        /** @description The run that this one waits for. */
        Holder: {
            by: string;
            doing: string;
            since: string;
        };
        Line: {
            seq: number;
            /** @enum {string} */
            level: "info" | "warn" | "error";
            message: string;
        };
        Stack: {
            key: string;
            /** @description Entity reference. */
            owner: string;
            /** @description Who said whose it is. */
            saidBy: string;
            /** Format: date-time */
            since: string;
            /** @description Name of the Environment. */
            environment?: string;
            /** @description Entity reference of the service that it is for. */
            service?: string;
            /** @description Where its module comes from, in words. */
            module?: string;
            costCentre?: string;
            /** @description How many its newest state holds; -1 when that cannot be read. */
            resources: number;
            /** @description Why it is to be planned again, such as that outputs that it uses have changed. */
            outdated?: string;
            drift: components["schemas"]["Drift"];
            locked?: components["schemas"]["Lock"];
            lastRun?: {
                id: string;
                status: string;
                link: string;
                /** Format: date-time */
                at: string;
            };
        };
        Drift: {
            /**
             * @description Unknown is also what could not be asked; why says so.
             * @enum {string}
             */
            status: "in-sync" | "drifted" | "unknown";
            why?: string;
            /**
             * Format: date-time
             * @description When it was looked at last.
             */
            at?: string;
            /**
             * Format: date-time
             * @description When a look or an apply told last how it stands; earlier than at where the last look could not be asked.
             */
            seenAt?: string;
            /**
             * Format: date-time
             * @description When it was first seen.
             */
            since?: string;
            /** @description Id of the run that looked. */
            run?: string;
            /** @description What was changed outside of Terraform. */
            changes?: components["schemas"]["ResourceChange"][];
        };
        Lock: {
            id: string;
            /** @description In words for people, such as "Ada, by hand" or "run 0198…". */
            holder: string;
            /** @description Id of the run that holds it, where it is one. */
            run?: string;
            /** @description As Terraform names it. */
            operation: string;
            /** @description The machine, as Terraform names it. */
            from?: string;
            /** Format: date-time */
            since: string;
            /** @description Why its holder will not free it, where that is so. */
            lost?: string;
        };
        Definition: {
            /** @description Entity reference. */
            owner: string;
            /** @description Name of an Environment. */
            environment?: string;
            /** @description Entity reference. */
            service?: string;
            costCentre?: string;
            module: components["schemas"]["ModuleSource"];
            variables?: {
                [key: string]: unknown;
            };
            secrets?: {
                [key: string]: string | null;
            };
            /** @description Variables that are outputs of other stacks. */
            inputs?: {
                [key: string]: {
                    stack: string;
                    output: string;
                };
            };
            /** @description Such as "6h"; "never" for a stack that is not looked at. */
            driftEvery?: string;
        };
        /** @description One of platform, git, registry and archive. */
        ModuleSource: {
            /** @description A module of the platform. */
            platform?: string;
            git?: components["schemas"]["GitModule"];
            registry?: components["schemas"]["RegistryModule"];
            /** @description A folder as tar, packed by gzip, in base64, taken from templates alone. In answers, and where it is to stay, "kept". */
            archive?: string;
        };
        GitModule: {
            url: string;
            /** @description A tag or a whole commit id; a branch would be another module tomorrow. */
            tag: string;
            /** @description Folder of the module in it. */
            path?: string;
        };
        RegistryModule: {
            /** @description Such as "terraform-aws-modules/s3-bucket/aws". */
            source: string;
            version: string;
        };
        StackDetail: {
            stack: components["schemas"]["Stack"];
            /** @description Absent for a stack of which the portal does not know what it is made of. */
            definition?: {
                module: components["schemas"]["ModuleSource"];
                variables: {
                    [key: string]: unknown;
                };
                /** @description Names of secret variables that are set. */
                secrets: string[];
                inputs: {
                    [key: string]: {
                        stack: string;
                        output: string;
                    };
                };
                driftEvery?: string;
                /**
                 * @description Where it is changed.
                 * @enum {string}
                 */
                from: "catalog" | "template" | "page";
                /** @description Entity reference where it is from the catalog. */
                entity?: string;
            };
            /** @description Keys of stacks that use outputs of this one. */
            usedBy?: string[];
            /** @description What else is to be known, such as that its entity is gone. */
            notes?: string[];
            state?: components["schemas"]["StateVersion"];
            abilities: {
                plan: components["schemas"]["Ability"];
                delete: components["schemas"]["Ability"];
                restore: components["schemas"]["Ability"];
                freeLock: components["schemas"]["Ability"];
                credential: components["schemas"]["Ability"];
            };
        };
        Ability: {
            allowed: boolean;
            /** @description Why not. */
            reason?: string;
        };
        PlanStack: {
            /**
             * @description drift looks what was changed outside of Terraform; accept-drift takes that into the state, and changes nothing else.
             * @enum {string}
             */
            intent: "change" | "delete" | "dry-run" | "dry-delete" | "drift" | "accept-drift";
            /** @description Addresses to make anew. */
            replace?: string[];
            /** @description Addresses to plan alone, which leaves the stack other than its module says. */
            targets?: string[];
            /** @description What exists and is to be taken over. */
            imports?: {
                address: string;
                id: string;
            }[];
            reason?: string;
            timeoutMs?: number;
        };
        StateContent: {
            readable: boolean;
            /** @description Why it cannot be read, such as that OpenTofu encrypted it. */
            why?: string;
            serial?: number;
            terraformVersion?: string;
            resources: {
                address: string;
                module?: string;
                type: string;
                name: string;
                /** @enum {string} */
                mode: "managed" | "data";
                provider: string;
                tainted?: boolean;
                deposed?: boolean;
                /** @description Addresses, all of them in this list. */
                dependsOn: string[];
                attributes: {
                    path: string;
                    /** @description Absent for a sensitive one. */
                    value?: unknown;
                    sensitive?: boolean;
                }[];
            }[];
        };
        StateVersion: {
            id: string;
            serial: number;
            lineage: string;
            /** Format: date-time */
            at: string;
            /** @description Entity reference of a person, or what else wrote it, in words. */
            by: string;
            /** @description Id of the run that wrote it. */
            run?: string;
            /** @description Why an older state was restored. */
            reason?: string;
            /** @description In bytes. */
            size: number;
            resources?: number;
            readable: boolean;
            terraformVersion?: string;
        };
        StateDifference: {
            readable: boolean;
            why?: string;
            resources: components["schemas"]["ResourceChange"][];
            outputs: components["schemas"]["OutputChange"][];
        };
        /** @description As packages/terraform projects it; without secrets. */
        ResourceChange: {
            address: string;
            type: string;
            /** @enum {string} */
            mode: "managed" | "data";
            provider: string;
            action: string;
            movedFrom?: string;
            importedAs?: string;
            createsFirst?: boolean;
            deposed?: string;
            reason?: string;
            attributes: {
                path: string;
                before?: components["schemas"]["ShownValue"];
                after?: components["schemas"]["ShownValue"];
                forcesReplacement?: boolean;
            }[];
        };
        OutputChange: {
            name: string;
            /** @enum {string} */
            action: "create" | "update" | "delete";
            before?: components["schemas"]["ShownValue"];
            after?: components["schemas"]["ShownValue"];
        };
        /** @description One of them. */
        ShownValue: {
            value?: unknown;
            sensitive?: boolean;
            unknown?: boolean;
        };
        Credential: {
            id: string;
            /** @description Entity reference. */
            person: string;
            readOnly: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            lastUsedAt?: string;
        };
        NewCredential: {
            credential: components["schemas"]["Credential"];
            username: string;
            password: string;
            /** @description The block backend "http" of this stack, without the password. */
            block: string;
        };
    };
    responses: {
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
        Id: string;
        /** @description Of the stack. */
        Key: string;
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
    beginRun: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Begin"];
            };
        };
        responses: {
            /** @description It was begun, now or before. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    lookAtRun: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StackRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    applyRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Apply"];
            };
        };
        responses: {
            /** @description The run, which applies the plan when its turn comes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StackRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StackRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    markTold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was noted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listStacks: {
        parameters: {
            query?: {
                /** @description Part of a key or module. */
                query?: string;
                /** @description Entity reference. */
                owner?: string;
                environment?: string;
                /** @description Entity reference. */
                service?: string;
                drift?: "drifted" | "in-sync" | "unknown";
                /** @description Status of the newest run that was to change it. */
                lastRun?: "awaiting-approval" | "queued" | "running" | "waiting" | "succeeded" | "failed" | "rejected" | "cancelled";
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
                        items: components["schemas"]["Stack"][];
                        /** @description How many there are on all pages. */
                        total: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    readStack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stack. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StackDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    defineStack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only where nobody has said yet what the stack is made of. The same definition by the same person is answered as the first time. */
                "If-None-Match"?: "*";
            };
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Definition"];
            };
        };
        responses: {
            /** @description The stack. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StackDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    planStack: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanStack"];
            };
        };
        responses: {
            /** @description It was begun, now or before. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listResources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resources by address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateContent"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listVersions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
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
                        items: components["schemas"]["StateVersion"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    compareVersions: {
        parameters: {
            query: {
                /** @description Id of a version. */
                from: string;
                /** @description Id of a version. */
                to: string;
            };
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The difference. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateDifference"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    restoreVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Reason"];
        responses: {
            /** @description The version that is the newest now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateVersion"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    freeLock: {
        parameters: {
            query: {
                /** @description Of the lock that is meant, so that no newer one is taken away. */
                id: string;
                reason: string;
            };
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is free. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credentials that have not ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Credential"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 8 */
                    hours?: number;
                    /** @default false */
                    readOnly?: boolean;
                };
            };
        };
        responses: {
            /** @description The credential, with the password, which is never told again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewCredential"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    endCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is worth nothing any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    readOutputs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The outputs by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outputs: components["schemas"]["Outputs"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    readWholeOutputs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the stack. */
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The outputs by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outputs: components["schemas"]["WholeOutputs"];
                    };
                };
            };
        };
    };
}
