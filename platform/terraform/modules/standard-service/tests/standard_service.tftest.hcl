mock_provider "kubernetes" {}

variables {
  service_name     = "shop"
  environment      = "prod"
  cost_center      = "cc-1234"
  image_repository = "registry.example/shop"
  image_tag        = "1.4.0"
}

run "production_scales_and_is_kept_up" {
  command = plan

  assert {
    condition     = kubernetes_deployment_v1.service.spec[0].template[0].spec[0].container[0].image == "registry.example/shop:1.4.0"
    error_message = "The image is put together from repository and tag."
  }

  assert {
    condition = (
      kubernetes_horizontal_pod_autoscaler_v2.service[0].spec[0].min_replicas == 3 &&
      kubernetes_horizontal_pod_autoscaler_v2.service[0].spec[0].max_replicas == 10
    )
    error_message = "Production scales from 3 to 10."
  }

  assert {
    condition     = length(kubernetes_pod_disruption_budget_v1.service) == 1
    error_message = "Several replicas have a disruption budget."
  }
}

run "development_has_one_replica_and_no_autoscaler" {
  command = plan

  variables {
    environment = "dev"
  }

  assert {
    condition = (
      kubernetes_deployment_v1.service.spec[0].replicas == "1" &&
      length(kubernetes_horizontal_pod_autoscaler_v2.service) == 0 &&
      length(kubernetes_pod_disruption_budget_v1.service) == 0
    )
    error_message = "One replica: nothing to scale, and no budget that blocks draining a node."
  }
}

run "everything_says_who_pays" {
  command = plan

  assert {
    condition = alltrue([
      for labels in [
        kubernetes_namespace_v1.service.metadata[0].labels,
        kubernetes_deployment_v1.service.metadata[0].labels,
        kubernetes_deployment_v1.service.spec[0].template[0].metadata[0].labels,
        kubernetes_service_v1.service.metadata[0].labels,
        kubernetes_network_policy_v1.service.metadata[0].labels,
      ] : labels["cost-center"] == "cc-1234"
    ])
    error_message = "The cost centre is a label of everything."
  }
}

run "does_not_run_as_root" {
  command = plan

  assert {
    condition = (
      kubernetes_deployment_v1.service.spec[0].template[0].spec[0].security_context[0].run_as_non_root &&
      kubernetes_deployment_v1.service.spec[0].template[0].spec[0].container[0].security_context[0].read_only_root_filesystem
    )
    error_message = "No root, and a read-only file system."
  }
}

run "the_version_is_a_label_however_its_tag_ends" {
  command = plan

  variables {
    image_tag = "1.4.0-"
  }

  assert {
    condition     = kubernetes_deployment_v1.service.spec[0].template[0].metadata[0].labels["app.kubernetes.io/version"] == "1.4.0"
    error_message = "A label has a letter or digit at its end."
  }
}

run "one_replica_is_made" {
  variables {
    environment = "dev"
  }

  assert {
    condition     = kubernetes_deployment_v1.service.spec[0].replicas == "1"
    error_message = "One replica."
  }
}

run "another_number_of_replicas_is_applied" {
  variables {
    environment = "dev"
    replicas    = { dev = { min = 2, max = 2 } }
  }

  assert {
    condition     = kubernetes_deployment_v1.service.spec[0].replicas == "2"
    error_message = "The number changes after the deployment was made."
  }
}

run "under_scaling_the_number_is_left_alone" {
  variables {
    environment = "dev"
    replicas    = { dev = { min = 2, max = 5 } }
  }

  assert {
    condition     = kubernetes_deployment_v1.service.spec[0].replicas == "2"
    error_message = "What the autoscaler set stays."
  }
}
