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
        /** All stacks that somebody has made, by key */
        get: operations["listStacks"];
        put?: never;
        post?: never;
        delete?: never;
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
            /** @description How long the plan may take, and the apply once more. */
            timeoutMs: number;
            /** @description The task that asks. */
            task?: string;
        };
        Module: {
            /** @description A module of the platform. */
            name?: string;
            /** @description A folder as tar, packed by gzip, in base64; files and folders only. */
            archive?: string;
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
            lastRun?: {
                id: string;
                status: string;
                link: string;
                /** Format: date-time */
                at: string;
            };
        };
    };
    responses: never;
    parameters: {
        Id: string;
    };
    requestBodies: never;
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
        };
    };
    listStacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stacks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Stack"][];
                    };
                };
            };
        };
    };
    readOutputs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
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
        };
    };
}
