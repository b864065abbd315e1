/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

export interface paths {
    "/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of runs that there are */
        get: operations["listRunKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of all kinds, newest first */
        get: operations["listRuns"];
        put?: never;
        post?: never;
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
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** One run */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** What a run has said so far */
        get: operations["getRunLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what was shown */
        post: operations["approveRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a run that waits for approval */
        post: operations["rejectRun"];
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
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a run that has not ended */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a failed run at the step that failed */
        post: operations["retryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what a run has done, by a run of its own */
        post: operations["rollBackRun"];
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
        RunKind: {
            kind: string;
            /** @description For people, such as "Promotion". */
            title: string;
            /** @description The channel of signals on which pages hear that a run of the kind has changed. */
            channel?: string;
        };
        /** @enum {string} */
        RunStatus: "awaiting-approval" | "queued" | "running" | "waiting" | "succeeded" | "failed" | "rejected" | "cancelled" | "superseded" | "rolled-back";
        May: {
            allowed: boolean;
            /** @description Why not, and who can. */
            why?: string;
        };
        RunStep: {
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
        Approval: {
            /** @description Of what is shown; an approval holds for it alone. */
            digest: string;
            required: components["schemas"]["RequiredApproval"][];
            decisions: components["schemas"]["Decision"][];
        };
        RequiredApproval: {
            id: string;
            title: string;
            given: number;
            /** @description How many have to approve. */
            count: number;
            /** @description Entity references of those whose members count. */
            groups: string[];
            /** @description Not by whoever asked. */
            fourEyes: boolean;
        };
        Decision: {
            by: string;
            /** @enum {string} */
            verdict: "approved" | "rejected";
            comment?: string;
            /** Format: date-time */
            at: string;
            /** @description What it was given for has changed since. */
            void?: boolean;
        };
        Run: {
            /** @description A UUID that sorts by time. */
            id: string;
            kind: string;
            /** @description What it does, in a few words: "payment-service 1.4.2 → prod". */
            title: string;
            /** @description Entity reference. */
            subject: string;
            /** @description The place that it changes, such as an environment. */
            where?: string;
            /** @description Path of its page in the portal. */
            link: string;
            status: components["schemas"]["RunStatus"];
            /** @description What it waits for now, in words. */
            waitingFor?: string;
            /** @description Why it ended as it did. */
            outcome?: string;
            /** @description Why it was asked for. */
            reason?: string;
            requestedBy: string;
            /** @description Nobody asked for it. */
            automatic?: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            steps: components["schemas"]["RunStep"][];
            approval: components["schemas"]["Approval"];
            /** @description What the person who asks may do with it now. */
            can: {
                approve: components["schemas"]["May"];
                reject: components["schemas"]["May"];
                cancel: components["schemas"]["May"];
                retry: components["schemas"]["May"];
                rollback: components["schemas"]["May"];
            };
            /** @description What only its kind has; the API of its plugin says which fields. */
            details: {
                [key: string]: unknown;
            };
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            nextCursor?: string;
            /** @description Kinds whose runs are not in this answer although there may be some. */
            unanswered: components["schemas"]["Unanswered"][];
        };
        Unanswered: {
            kind: string;
            title: string;
            /** @description Why not. */
            message: string;
            /** @description The person who asks may not see them; otherwise they could not be asked for. */
            refused: boolean;
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
        RunLog: {
            lines: components["schemas"]["LogLine"][];
            /** @description The run has ended, and no line comes after these. */
            ended: boolean;
        };
    };
    responses: {
        /** @description The run as it is now. */
        Run: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Run"];
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
        id: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listRunKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kinds, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RunKind"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                kind?: string[];
                status?: components["schemas"]["RunStatus"][];
                /** @description Only those that the person who asks can approve. */
                waitingForMe?: boolean;
                /** @description A user entity reference. */
                requestedBy?: string;
                /** @description Entity reference of what the runs are about, such as `component:default/payment-service`. */
                subject?: string;
                limit?: number;
                /** @description The `nextCursor` of the page before. A page may hold fewer runs than its limit, even none; only one without `nextCursor` is the last. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getRun: {
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
            200: components["responses"]["Run"];
            default: components["responses"]["Error"];
        };
    };
    getRunLog: {
        parameters: {
            query?: {
                /** @description Only lines after this seq. */
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
            /** @description The next lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunLog"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    approveRun: {
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
                    /** @description `approval.digest` of the run that was shown. */
                    digest: string;
                    comment?: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Run"];
            default: components["responses"]["Error"];
        };
    };
    rejectRun: {
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
            200: components["responses"]["Run"];
            default: components["responses"]["Error"];
        };
    };
    cancelRun: {
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
            200: components["responses"]["Run"];
            default: components["responses"]["Error"];
        };
    };
    retryRun: {
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
            200: components["responses"]["Run"];
            default: components["responses"]["Error"];
        };
    };
    rollBackRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key by the same person begins one roll back. */
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
                    /** @description What the kind takes beside the reason; the API of its plugin says which fields. */
                    options?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            201: components["responses"]["Run"];
            default: components["responses"]["Error"];
        };
    };
}
