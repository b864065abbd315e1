resource "kubernetes_namespace_v1" "service" {
  metadata {
    name = var.service_name
    labels = merge(local.labels, {
      "pod-security.kubernetes.io/enforce" = "restricted"
    })
  }
}

resource "kubernetes_deployment_v1" "service" {
  metadata {
    name      = var.service_name
    namespace = kubernetes_namespace_v1.service.metadata[0].name
    labels    = local.labels
  }

  spec {
    # Under scaling the number belongs to the autoscaler: null leaves it alone.
    replicas = local.scales ? null : tostring(local.replicas.min)

    selector {
      match_labels = local.selector
    }

    strategy {
      type = "RollingUpdate"
      rolling_update {
        max_surge       = "1"
        max_unavailable = "0"
      }
    }

    template {
      metadata {
        labels = merge(local.labels, {
          "app.kubernetes.io/version" = local.version_label
        })
      }

      spec {
        automount_service_account_token = false

        security_context {
          run_as_non_root = true
          run_as_user     = tostring(var.user_id)
          run_as_group    = tostring(var.user_id)
          fs_group        = tostring(var.user_id)
          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        topology_spread_constraint {
          max_skew           = 1
          topology_key       = "kubernetes.io/hostname"
          when_unsatisfiable = "ScheduleAnyway"
          label_selector {
            match_labels = local.selector
          }
        }

        container {
          name  = "service"
          image = "${var.image_repository}:${var.image_tag}"

          port {
            name           = "http"
            container_port = var.port
          }

          resources {
            requests = var.resources.requests
            limits   = var.resources.limits
          }

          security_context {
            allow_privilege_escalation = false
            read_only_root_filesystem  = true
            capabilities {
              drop = ["ALL"]
            }
          }

          # Gives a slow start its time, so that liveness need not.
          startup_probe {
            http_get {
              path = var.probes.liveness
              port = "http"
            }
            period_seconds    = 5
            failure_threshold = 24
          }

          liveness_probe {
            http_get {
              path = var.probes.liveness
              port = "http"
            }
            period_seconds    = 30
            timeout_seconds   = 3
            failure_threshold = 3
          }

          readiness_probe {
            http_get {
              path = var.probes.readiness
              port = "http"
            }
            period_seconds    = 10
            timeout_seconds   = 3
            failure_threshold = 3
          }

          dynamic "volume_mount" {
            for_each = local.volumes
            content {
              name       = volume_mount.key
              mount_path = volume_mount.value
            }
          }
        }

        dynamic "volume" {
          for_each = local.volumes
          content {
            name = volume.key
            empty_dir {}
          }
        }
      }
    }
  }
}

resource "kubernetes_service_v1" "service" {
  metadata {
    name      = var.service_name
    namespace = kubernetes_namespace_v1.service.metadata[0].name
    labels    = local.labels
  }

  spec {
    selector = local.selector

    port {
      name        = "http"
      port        = 80
      target_port = "http"
    }
  }
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "service" {
  count = local.scales ? 1 : 0

  metadata {
    name      = var.service_name
    namespace = kubernetes_namespace_v1.service.metadata[0].name
    labels    = local.labels
  }

  spec {
    min_replicas = local.replicas.min
    max_replicas = local.replicas.max

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = kubernetes_deployment_v1.service.metadata[0].name
    }

    metric {
      type = "Resource"
      resource {
        name = "cpu"
        target {
          type                = "Utilization"
          average_utilization = var.cpu_utilization_target
        }
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "service" {
  # A single replica with a budget would keep its node from ever being drained.
  count = local.replicas.min > 1 ? 1 : 0

  metadata {
    name      = var.service_name
    namespace = kubernetes_namespace_v1.service.metadata[0].name
    labels    = local.labels
  }

  spec {
    max_unavailable = "1"
    selector {
      match_labels = local.selector
    }
  }
}

resource "kubernetes_network_policy_v1" "service" {
  metadata {
    name      = var.service_name
    namespace = kubernetes_namespace_v1.service.metadata[0].name
    labels    = local.labels
  }

  spec {
    pod_selector {}
    policy_types = ["Ingress"]

    ingress {
      from {
        pod_selector {}
      }

      dynamic "from" {
        for_each = var.allowed_namespaces
        content {
          namespace_selector {
            match_labels = {
              "kubernetes.io/metadata.name" = from.value
            }
          }
        }
      }

      ports {
        port     = "http"
        protocol = "TCP"
      }
    }
  }
}
