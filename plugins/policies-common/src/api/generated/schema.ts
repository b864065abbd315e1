/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

export interface paths {
    "/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All policies with their rules and examples, and how often each rule spoke. */
        get: operations["list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the rules say about a document. Nothing is kept or counted. */
        post: operations["try"];
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
        PolicyList: {
            /** @description What is judged in this portal. */
            subjects: components["schemas"]["Subject"][];
            policies: components["schemas"]["Policy"][];
        };
        Subject: {
            /** @description As in appliesTo, such as promotion. */
            name: string;
            /** @description What rules about it can ask about. */
            variables: string[];
        };
        Policy: {
            /** @description The file where no name can be read. */
            name: string;
            description?: string;
            /** @description Entity reference. */
            owner?: string;
            file: string;
            /** @description Path below data, where the rules are in OPA. */
            opa?: string;
            appliesTo: string[];
            /**
             * @description `kept`: the file cannot be used as it is, and counts as it last was. `unusable`: it never could be, and everything that it would judge is denied.
             * @enum {string}
             */
            state: "used" | "kept" | "unusable";
            /** @description What is wrong with the file, with line. */
            problems: string[];
            rules: components["schemas"]["Rule"][];
            examples: components["schemas"]["Example"][];
            hits: components["schemas"]["Hit"][];
        };
        Rule: {
            name: string;
            effect: components["schemas"]["Effect"];
            /** @description CEL. */
            when: string;
            /** @description With ${…} in it. */
            message: string;
            field?: string;
            instead?: string;
            approvers?: components["schemas"]["Approvers"];
        };
        Approvers: {
            by: string[];
            count: number;
            fourEyes: boolean;
        };
        /** @description Of rules in the file it is tried whenever that is read, and holds. Of rules in OPA it was tried for this answer. */
        Example: {
            name: string;
            document: {
                [key: string]: unknown;
            };
            effect: components["schemas"]["Effect"];
            rules?: string[];
            /**
             * @description `unasked`: OPA could not be asked, or was not understood.
             * @enum {string}
             */
            outcome: "holds" | "differs" | "unasked";
            /** @description What the rules said in its place. */
            why?: string;
        };
        Hit: {
            rule: string;
            subject: string;
            effect: components["schemas"]["Effect"];
            /**
             * Format: date
             * @description Of UTC.
             */
            day: string;
            hits: number;
        };
        /** @enum {string} */
        Effect: "deny" | "gate" | "allow";
        TrialRequest: {
            subject: string;
            document: {
                [key: string]: unknown;
            };
        };
        Trial: {
            effect: components["schemas"]["Effect"];
            verdicts: components["schemas"]["TrialVerdict"][];
        };
        TrialVerdict: {
            policy: string;
            /** @description Empty for a policy that cannot be used. */
            rule: string;
            /**
             * @description Absent for a rule that does not speak.
             * @enum {string}
             */
            effect?: "deny" | "gate" | "allow";
            message?: string;
            instead?: string;
            field?: string;
            /** @description Why the rule cannot be evaluated. */
            error?: string;
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
    list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    try: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialRequest"];
            };
        };
        responses: {
            /** @description Every rule that judges this subject, those that are silent too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
