# Things that exist for whoever looks: each is a file that one program makes and another takes away.

variable "folder" {
  type = string
}

variable "program" {
  type = string
}

variable "things" {
  description = "Generation by name; another one replaces the thing."
  type        = map(number)
}

resource "terraform_data" "thing" {
  for_each         = var.things
  triggers_replace = each.value

  input = {
    program    = var.program
    folder     = var.folder
    name       = each.key
    generation = each.value
    seconds    = 0.2 + (each.value * 7 % 5) * 0.2
  }

  provisioner "local-exec" {
    command = "exec sh '${self.input.program}' create '${self.input.folder}' ${self.input.name} ${self.input.generation} ${self.input.seconds}"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "exec sh '${self.input.program}' delete '${self.input.folder}' ${self.input.name} ${self.input.generation} ${self.input.seconds}"
  }
}
