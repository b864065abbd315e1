variables {
  name           = "orders"
  environment    = "dev"
  admin_password = "twelve-or-more"
}

run "makes_a_password_of_its_own" {
  assert {
    condition     = length(output.user_password) == 64
    error_message = "The password of the user is made by the module."
  }
  assert {
    condition     = output.host == "orders.dev.database.example"
    error_message = "The host follows from name and environment."
  }
}

run "refuses_a_short_password" {
  command = plan
  variables {
    admin_password = "short"
  }
  expect_failures = [var.admin_password]
}
