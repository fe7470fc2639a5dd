package dev.tandem.cli;

import dev.tandem.checkpoint.Commit;
import dev.tandem.checkpoint.RunDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem runs}: which commits a run could go on from. */
@Command(
        name = "runs",
        description = "List the commits of a run directory, or of each run directory in a directory.",
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "A run directory, or one with several in it.")
    private String directory = "";

    @Option(names = "--verify", description = "Read every commit whole and compare it with its checksums.")
    private boolean verify;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Exits with 0 if every run that is listed has a valid commit. */
    @Override
    public Integer call() throws IOException {
        Map<String, List<Commit>> runs = find();
        PrintWriter out = spec.commandLine().getOut();
        if (runs.isEmpty()) {
            out.println("No commits in " + directory);
            return ExitCode.NO_VALID_COMMIT;
        }
        String separator = "";
        for (Map.Entry<String, List<Commit>> run : runs.entrySet()) {
            out.print(separator);
            out.print(new CommitTable(run.getKey(), run.getValue()));
            separator = System.lineSeparator();
        }
        out.flush();
        return runs.values().stream().allMatch(RunsCommand::hasValid) ? ExitCode.DONE : ExitCode.NO_VALID_COMMIT;
    }

    private static boolean hasValid(List<Commit> commits) {
        return commits.stream().anyMatch(commit -> commit.problem().isEmpty());
    }

    /** The commits of the directory, else of those in it that have any, by name. */
    private Map<String, List<Commit>> find() throws IOException {
        FileStatus[] children = children();
        Map<String, List<Commit>> runs = new LinkedHashMap<>();
        add(directory, runs);
        if (runs.isEmpty()) {
            for (FileStatus child : children) {
                if (child.isDirectory()) {
                    add(new Path(directory, child.getPath().getName()).toString(), runs);
                }
            }
        }
        return runs;
    }

    private void add(String run, Map<String, List<Commit>> runs) throws IOException {
        RunDirectory opened = RunDirectory.open(run);
        List<Commit> commits = verify ? opened.verifiedCommits() : opened.commits();
        if (!commits.isEmpty()) {
            runs.put(run, commits);
        }
    }

    private FileStatus[] children() throws IOException {
        Path path = new Path(directory);
        FileSystem files = path.getFileSystem(new Configuration());
        try {
            if (!files.getFileStatus(path).isDirectory()) {
                throw new ParameterException(
                        spec.commandLine(), "Cannot list " + directory + ": it is a file (give a run directory)");
            }
        } catch (FileNotFoundException e) {
            throw new ParameterException(
                    spec.commandLine(), "Cannot list " + directory + ": no such directory (check the path)", e);
        }
        FileStatus[] children = files.listStatus(path);
        Arrays.sort(children);
        return children;
    }
}
