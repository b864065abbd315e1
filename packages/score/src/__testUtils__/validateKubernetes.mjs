/*
 * Reads a JSON list of Kubernetes objects from standard input and writes a JSON
 * list of what the schemas of Kubernetes say against them. A program of its
 * own, as kubernetes-models is written in ES modules only.
 */
import * as gateway from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as batch from 'kubernetes-models/batch/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as core from 'kubernetes-models/v1';

const kinds = {
  v1: core,
  'apps/v1': apps,
  'autoscaling/v2': autoscaling,
  'batch/v1': batch,
  'networking.k8s.io/v1': networking,
  'gateway.networking.k8s.io/v1': gateway,
};
let input = '';
for await (const chunk of process.stdin) input += chunk;

const problems = JSON.parse(input).flatMap(object => {
  const Kind = kinds[object.apiVersion]?.[object.kind];
  if (!Kind) return [`${object.apiVersion} ${object.kind} is not known`];
  try {
    new Kind(object).validate();
    return [];
  } catch (error) {
    return [`${object.kind} ${object.metadata?.name}: ${error.message}`];
  }
});
process.stdout.write(JSON.stringify(problems));
