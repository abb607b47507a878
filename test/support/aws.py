"""Stands in for the AWS CLI when tests run the commands of documents.

It reads a command by botocore's service models, as the CLI does: an unknown operation, option or field is an error. With AWS_CHECK_ONLY it
sends nothing. It knows the parts of the CLI's syntax that the documents use, and no more.
"""

import json
import os
import sys

import jmespath
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.session import get_session
from botocore.validate import ParamValidator

# Options of the CLI itself, each with a value.
GLOBAL_OPTIONS = {"query", "output", "endpoint-url", "region", "cli-binary-format"}
# A service that the CLI calls by another name than botocore.
SERVICES = {"deploy": "codedeploy"}
# `aws logs tail` is not an operation of the service: version 2 of the CLI has it.
TAIL_OPTIONS = {"since", "filter-pattern", "format", "log-stream-names"}


def fail(message):
    sys.exit(f"aws: {message}: {' '.join(sys.argv[1:])}")


def grouped(arguments):
    """The options with their values, and the values before the first option or after a flag."""
    options, current = {}, None
    for each in arguments:
        if each.startswith("--"):
            current = each[2:]
            options[current] = []
        elif current is None:
            fail(f"unexpected value {each!r}")
        else:
            options[current].append(each)
    return options


def shorthand(text):
    """`Name=email,Value=x` as an object."""
    return dict(pair.split("=", 1) for pair in text.split(","))


def structured(text):
    return json.loads(text) if text[:1] in "[{" else shorthand(text)


def content_of(text, shape):
    if not text.startswith("file://"):
        return text.encode() if shape.type_name == "blob" else text
    with open(text[len("file://") :], "rb") as file:
        content = file.read()
    return content if shape.type_name == "blob" else content.decode()


def parsed(values, shape):
    kind = shape.type_name
    if kind == "boolean":
        return True
    if kind == "list":
        member = shape.member.type_name
        return [each if member == "string" else structured(each) for each in values]
    (value,) = values
    if kind in ("structure", "map"):
        return structured(value)
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("double", "float"):
        return float(value)
    if kind == "string" and shape.enum and value not in shape.enum:
        fail(f"{value!r} is not one of {shape.enum}")
    return content_of(value, shape)


def parameters_of(options, shape):
    members = {xform_name(name, "-"): (name, member) for name, member in shape.members.items()}
    unknown = [name for name in options if name not in members and name not in GLOBAL_OPTIONS]
    if unknown:
        fail(f"unknown options {unknown}")
    parameters = {members[name][0]: parsed(values, members[name][1]) for name, values in options.items() if name in members}
    report = ParamValidator().validate(parameters, shape)
    if report.has_errors():
        fail(report.generate_report())
    return parameters


def outfile_of(options, model):
    """`aws lambda invoke` writes the streamed answer to a file, whose name comes last."""
    if not model.has_streaming_output:
        return None
    last = options[list(options)[-1]]
    if len(last) != 2:
        fail("the name of the file for the answer has to come last")
    return last.pop()


def send(client, operation, parameters, outfile):
    answer = getattr(client, operation)(**parameters)
    answer.pop("ResponseMetadata")
    if outfile:
        with open(outfile, "wb") as file:
            file.write(answer.pop("Payload").read())
    return answer


def show(answer, options):
    found = jmespath.search(options["query"][0], answer) if "query" in options else answer
    if options.get("output") == ["text"]:
        print("\t".join(str(each) for each in (found if isinstance(found, list) else [found])))
    elif found:
        print(json.dumps(found, default=str))


def main():
    service, name, *rest = sys.argv[1:]
    if (service, name) == ("logs", "tail"):
        unknown = set(grouped(rest[1:])) - TAIL_OPTIONS
        return fail(f"unknown options {unknown}") if unknown else None
    service = SERVICES.get(service, service)
    session = get_session()
    service_model = session.get_service_model(service)
    operations = {xform_name(each, "-"): each for each in service_model.operation_names}
    if name not in operations:
        fail("unknown operation")
    model = service_model.operation_model(operations[name])
    options = grouped(rest)
    outfile = outfile_of(options, model)
    parameters = parameters_of(options, model.input_shape)
    if "query" in options:
        jmespath.compile(options["query"][0])
    if not os.environ.get("AWS_CHECK_ONLY"):
        show(send(session.create_client(service), xform_name(operations[name]), parameters, outfile), options)


try:
    main()
except ClientError as error:
    sys.exit(f"aws: {error}")
