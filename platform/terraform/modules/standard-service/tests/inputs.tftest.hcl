# Needs no provider: these hold what may be said to the module, and what it makes of it.
variables {
  service_name     = "shop"
  environment      = "prod"
  cost_center      = "cc-1234"
  image_repository = "registry.example/shop"
  image_tag        = "1.4.0"
}

run "takes_a_tag_that_ends_in_a_hyphen" {
  command = plan

  variables {
    image_tag = "1.4.0-"
  }

  assert {
    condition     = local.version_label == "1.4.0"
    error_message = "A label has a letter or digit at its end."
  }
}

run "takes_a_tag_that_is_cut_at_a_dot" {
  command = plan

  variables {
    image_tag = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.1"
  }

  assert {
    condition     = local.version_label == "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    error_message = "A label has a letter or digit at its end, also where it was cut."
  }
}

run "takes_a_tag_with_its_digest" {
  command = plan

  variables {
    image_tag = "1.4.0@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = local.version_label == "1.4.0"
    error_message = "The digest is no part of the label."
  }
}

run "takes_a_repository_behind_a_port" {
  command = plan

  variables {
    image_repository = "localhost:5000/team/shop"
  }

  assert {
    condition     = local.scales
    error_message = "A port is no tag."
  }
}

run "takes_equal_amounts_in_other_units" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "1000m", memory = "1Gi" }
      limits   = { cpu = "1", memory = "1024Mi" }
    }
  }

  assert {
    condition     = local.replicas.min == 3
    error_message = "A thousand thousandths are one."
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

run "refuses_a_tag_that_is_none" {
  command = plan

  variables {
    image_tag = "bad tag!"
  }

  expect_failures = [var.image_tag]
}

run "refuses_an_empty_tag" {
  command = plan

  variables {
    image_tag = ""
  }

  expect_failures = [var.image_tag]
}

run "refuses_a_tag_that_begins_with_a_hyphen" {
  command = plan

  variables {
    image_tag = "-1"
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

run "refuses_a_namespace_of_the_cluster" {
  command = plan

  variables {
    service_name = "kube-system"
  }

  expect_failures = [var.service_name]
}

run "refuses_a_repository_with_a_tag" {
  command = plan

  variables {
    image_repository = "registry.example/shop:1.0"
  }

  expect_failures = [var.image_repository]
}

run "refuses_a_repository_with_a_digest" {
  command = plan

  variables {
    image_repository = "shop@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  expect_failures = [var.image_repository]
}

run "refuses_an_address_as_repository" {
  command = plan

  variables {
    image_repository = "https://registry.example/shop"
  }

  expect_failures = [var.image_repository]
}

run "refuses_a_fraction_of_a_replica" {
  command = plan

  variables {
    replicas = { prod = { min = 1.5, max = 2 } }
  }

  expect_failures = [var.replicas]
}

run "refuses_a_fraction_at_most" {
  command = plan

  variables {
    replicas = { prod = { min = 1, max = 2.5 } }
  }

  expect_failures = [var.replicas]
}

run "refuses_fewer_at_most_than_at_least" {
  command = plan

  variables {
    replicas = { prod = { min = 3, max = 2 } }
  }

  expect_failures = [var.replicas]
}

run "refuses_a_fraction_of_a_percent" {
  command = plan

  variables {
    cpu_utilization_target = 70.5
  }

  expect_failures = [var.cpu_utilization_target]
}

run "refuses_a_fraction_of_a_user" {
  command = plan

  variables {
    user_id = 1001.5
  }

  expect_failures = [var.user_id]
}

run "refuses_a_user_that_is_too_large" {
  command = plan

  variables {
    user_id = 4294967296
  }

  expect_failures = [var.user_id]
}

run "refuses_words_as_cpu" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "lots", memory = "256Mi" }
      limits   = { cpu = "1", memory = "512Mi" }
    }
  }

  expect_failures = [var.resources]
}

run "refuses_thousandths_of_a_byte" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "250m", memory = "256m" }
      limits   = { cpu = "1", memory = "512Mi" }
    }
  }

  expect_failures = [var.resources]
}

run "refuses_a_unit_that_is_none" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "250m", memory = "256MB" }
      limits   = { cpu = "1", memory = "512Mi" }
    }
  }

  expect_failures = [var.resources]
}

run "refuses_more_cpu_than_the_limit" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "2", memory = "256Mi" }
      limits   = { cpu = "500m", memory = "512Mi" }
    }
  }

  expect_failures = [var.resources]
}

run "refuses_more_memory_than_the_limit" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "250m", memory = "1Gi" }
      limits   = { cpu = "500m", memory = "1000Mi" }
    }
  }

  expect_failures = [var.resources]
}

run "refuses_nothing_as_a_limit" {
  command = plan

  variables {
    resources = {
      requests = { cpu = "250m", memory = "1Gi" }
      limits   = { cpu = "", memory = "2Gi" }
    }
  }

  expect_failures = [var.resources]
}

run "refuses_a_probe_without_a_slash" {
  command = plan

  variables {
    probes = { liveness = "healthz" }
  }

  expect_failures = [var.probes]
}

run "refuses_a_readiness_of_two_words" {
  command = plan

  variables {
    probes = { readiness = "/is ready" }
  }

  expect_failures = [var.probes]
}

run "refuses_a_namespace_that_cannot_be" {
  command = plan

  variables {
    allowed_namespaces = ["Bad NS"]
  }

  expect_failures = [var.allowed_namespaces]
}

run "refuses_a_relative_folder" {
  command = plan

  variables {
    writable_paths = ["tmp"]
  }

  expect_failures = [var.writable_paths]
}

run "refuses_the_whole_file_system" {
  command = plan

  variables {
    writable_paths = ["/"]
  }

  expect_failures = [var.writable_paths]
}

run "refuses_a_folder_above" {
  command = plan

  variables {
    writable_paths = ["/tmp/../etc"]
  }

  expect_failures = [var.writable_paths]
}

run "refuses_a_folder_with_a_colon" {
  command = plan

  variables {
    writable_paths = ["/a:b"]
  }

  expect_failures = [var.writable_paths]
}

run "refuses_a_folder_that_ends_in_a_slash" {
  command = plan

  variables {
    writable_paths = ["/tmp/"]
  }

  expect_failures = [var.writable_paths]
}
