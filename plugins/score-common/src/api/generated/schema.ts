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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Entity reference, or a name of a component. */
        ServiceRef: string;
        EnvironmentName: string;
        ScoreText: string;
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
            line?: number;
            column?: number;
            /** @description What to do about it. */
            fix?: string;
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
            driver?: string;
            /** @enum {string} */
            action: "create" | "update" | "replace" | "delete" | "retain" | "none";
            /** @description Deleting it loses data. */
            holdsData?: boolean;
            changes: components["schemas"]["FieldChange"][];
            notes: string[];
            /** @description Uids of resources that come before it. */
            needs?: string[];
            cost?: components["schemas"]["Money"];
        };
        FileChange: {
            /** @description In the GitOps repository. */
            file: string;
            /** @description Absent when the file is new. */
            before?: string;
            /** @description Absent when the file goes. */
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
            diagnostics: components["schemas"]["Diagnostic"][];
            resources: components["schemas"]["PlannedResource"][];
            files: components["schemas"]["FileChange"][];
            verdicts: components["schemas"]["Verdict"][];
            approvals: components["schemas"]["RequiredApproval"][];
            cost?: {
                before?: components["schemas"]["Money"];
                after: components["schemas"]["Money"];
            };
            hasEffect: boolean;
            /** @description Manifests written by hand that Argo CD deploys here until now, and no longer after it. */
            handWritten?: string[];
            /** @description Why it cannot be applied; absent when it can. */
            whyNot?: string;
            /** @description What it would wait for before anything is changed, such as the end of a freeze. */
            waitsFor?: string;
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
            /** Format: date-time */
            updatedAt: string;
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
                resources: components["schemas"]["Resource"][];
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
        };
        DefinitionProblem: {
            file: string;
            line?: number;
            path?: string;
            message: string;
        };
    };
    responses: {
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
    };
    requestBodies: never;
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
}
