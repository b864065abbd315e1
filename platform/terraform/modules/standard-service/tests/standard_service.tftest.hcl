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

run "refuses_an_unknown_environment" {
  command = plan
  variables {
    environment = "production"
  }
  expect_failures = [var.environment]
}

run "refuses_latest" {
  command = plan
  variables {
    image_tag = "latest"
  }
  expect_failures = [var.image_tag]
}

run "refuses_a_name_that_is_no_label" {
  command = plan
  variables {
    service_name = "Shop_1"
  }
  expect_failures = [var.service_name]
}
