package org.rlhflab.reward;

import picocli.CommandLine.Command;

/// `rlhf labels`: what is to be done with label files.
@Command(
    name = "labels",
    description = "Look at label files before a model learns from them, and bring them along.",
    subcommands = {
      LabelsValidateCommand.class,
      LabelsConvertCommand.class,
      LabelsAuditCommand.class,
      LabelsAggregateCommand.class,
      LabelsInfluenceCommand.class,
      LabelsBudgetCommand.class,
      LabelsBreakEvenCommand.class,
      LabelsPowerCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels validate data/labels/careful.jsonl",
      "  rlhf labels convert hh-rlhf/test.jsonl.gz --to rlhf --out hh.jsonl"
    })
public final class LabelsCommand {}
