/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

export interface paths {
    "/judgements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the rules say about an input. Nothing is kept or begun. */
        post: operations["judge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fields of forms that rules name, of whatever template. */
        get: operations["listFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/held/{id}/go-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is approved goes on in the name of who asked for it. */
        post: operations["goOn"];
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
        TemplateInput: {
            templateRef: string;
            values: {
                [key: string]: unknown;
            };
        };
        Judgement: {
            verdicts: components["schemas"]["Verdict"][];
        };
        Verdict: {
            policy: string;
            rule: string;
            /** @enum {string} */
            effect: "deny" | "gate" | "allow";
            message: string;
            /** @description Of the form, such as database or storage.size. */
            field?: string;
            /** @description What it says now. */
            value?: string;
            /** @description What would be on the golden path. */
            instead?: string;
            /** @description Entity references of the groups that are asked. */
            groups?: string[];
        };
        Fields: {
            fields: string[];
        };
        GoingOn: {
            id: string;
        };
        /** @description What a run of the kind `template-task` has as details, at /api/runs. */
        HeldDetails: {
            /** @description Entity reference. */
            template: string;
            templateTitle: string;
            /** @description The input, with `***` for what is secret. */
            values: {
                [key: string]: unknown;
            };
            differences: components["schemas"]["Verdict"][];
            templateSteps: components["schemas"]["TemplateStep"][];
            /** @description Names of steps that fetch what could not be looked at before. */
            unseen: string[];
            /** @description Id of the task that is to be tried again. */
            retries?: string;
            /** @description Id of the task that began. */
            task?: string;
            /** @description Only who asked can have it go on. */
            needsRequester?: boolean;
        };
        TemplateStep: {
            id: string;
            name: string;
            action: string;
        };
    };
    responses: {
        /** @description Says field, value and way out. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    judge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            /** @description Every rule that speaks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Judgement"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fields"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    goOn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It goes on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoingOn"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
