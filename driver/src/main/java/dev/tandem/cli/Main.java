package dev.tandem.cli;

import dev.tandem.averaging.Fault;
import dev.tandem.config.Builtins;
import dev.tandem.config.JobFileException;
import dev.tandem.config.TandemBuiltins;
import dev.tandem.train.TrainingFaultException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code tandem}; also the main class for {@code spark-submit}. */
@Command(
        name = "tandem",
        description = "Trains Deeplearning4j models on Apache Spark, steered like Keras.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "tandem 0.1.0",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:trained, or done",
            "2:bad job file or usage",
            "3:training failed, or no valid commit",
            "4:stopped by NaN"
        })
public final class Main {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    private Main() {}

    /** Runs one command and ends the process: Spark leaves threads behind that would keep it alive. */
    public static void main(String[] arguments) {
        System.exit(commands(new TandemBuiltins()).execute(arguments));
    }

    static CommandLine commands(Builtins builtins) {
        Main main = new Main();
        CommandLine commands = new CommandLine(main)
                .addSubcommand(new TrainCommand(builtins))
                .addSubcommand(new EvaluateCommand(builtins))
                .addSubcommand(new PredictCommand(builtins))
                .addSubcommand(new PlanCommand(builtins))
                .addSubcommand(new PreviewCommand(builtins))
                .addSubcommand(new RunsCommand())
                .addSubcommand(new SampleDataCommand(builtins));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> main.explain(failure, command));
        return commands;
    }

    private int explain(Exception failure, CommandLine command) {
        if (debug) {
            failure.printStackTrace(command.getErr());
        } else {
            String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            command.getErr().println(message);
        }
        if (failure instanceof JobFileException) {
            return ExitCode.BAD_JOB_OR_USAGE;
        }
        boolean stoppedByNan = failure instanceof TrainingFaultException training
                && training.fault().kind() == Fault.Kind.NON_FINITE_LOSS;
        return stoppedByNan ? ExitCode.STOPPED_BY_NAN : ExitCode.TRAINING_FAILED;
    }
}
