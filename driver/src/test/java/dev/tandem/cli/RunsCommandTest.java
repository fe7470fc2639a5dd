package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.checkpoint.Claim;
import dev.tandem.checkpoint.CommitContent;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Position;
import dev.tandem.checkpoint.Retention;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.config.SmallBuiltins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int runs(String... arguments) {
        return Main.commands(new SmallBuiltins())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("runs"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** The output without its times. */
    private List<String> lines() {
        return out.toString()
                .lines()
                .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ", "(time)")
                        .replace(folder.toString(), "DIR"))
                .toList();
    }

    private Path commit(String name, int epochs) throws IOException {
        Path run = folder.resolve(name);
        Claim claim = RunDirectory.open(run.toString()).claim(Owner.current(name, Map.of()), Retention.standard());
        claim.restore();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            claim.commit(new CommitContent(
                    new Position(epoch, 0),
                    JsonNodeFactory.instance.objectNode(),
                    Map.of("parameters", new float[1000]),
                    Map.of("loss", 0.5)));
        }
        return run;
    }

    private static void damage(Path run, String commit) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("data"))) {
            Path array = files.filter(file -> file.getFileName().toString().startsWith(commit))
                    .filter(file -> file.toString().endsWith(".f32"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(array);
            bytes[7] ^= 1;
            Files.write(array, bytes);
        }
    }

    @Test
    void runDirectory_listsItsCommits() throws IOException {
        commit("a", 2);
        assertThat(runs(folder + "/a")).isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "DIR/a: 2 commits",
                        "commit  epoch  round     size  time                  metrics      validity",
                        "1-1         1      0  3.9 KiB  (time)  loss 0.5000  valid",
                        "1-2         2      0  3.9 KiB  (time)  loss 0.5000  valid");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void damagedBytes_showWithVerifyOnly() throws IOException {
        Path run = commit("a", 1);
        damage(run, "0000000001-0000000001");
        assertThat(runs(run.toString())).isEqualTo(ExitCode.DONE);
        assertThat(runs(run.toString(), "--verify")).isEqualTo(ExitCode.NO_VALID_COMMIT);
        assertThat(lines().get(2)).endsWith("valid");
        assertThat(lines().get(5)).contains("invalid: data/").endsWith("its checksums are not those of its manifest");
    }

    @Test
    void oneValidCommit_isEnough() throws IOException {
        Path run = commit("a", 2);
        damage(run, "0000000001-0000000002");
        assertThat(runs(run.toString(), "--verify")).isEqualTo(ExitCode.DONE);
        assertThat(lines().get(2)).endsWith("valid");
        assertThat(lines().get(3)).contains("invalid: data/");
    }

    @Test
    void severalRuns_areListedByName() throws IOException {
        commit("b", 1);
        commit("a", 1);
        Files.createDirectory(folder.resolve("empty"));
        Files.createFile(folder.resolve("notes.txt"));
        assertThat(runs(folder.toString())).isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .containsExactly(
                        "DIR/a: 1 commit",
                        "commit  epoch  round     size  time                  metrics      validity",
                        "1-1         1      0  3.9 KiB  (time)  loss 0.5000  valid",
                        "",
                        "DIR/b: 1 commit",
                        "commit  epoch  round     size  time                  metrics      validity",
                        "1-1         1      0  3.9 KiB  (time)  loss 0.5000  valid");
    }

    @Test
    void severalRuns_withOneDamaged_fail() throws IOException {
        commit("a", 1);
        damage(commit("b", 1), "0000000001-0000000001");
        assertThat(runs(folder.toString(), "--verify")).isEqualTo(ExitCode.NO_VALID_COMMIT);
    }

    @Test
    void directoryWithoutCommits_saysSo() {
        assertThat(runs(folder.toString())).isEqualTo(ExitCode.NO_VALID_COMMIT);
        assertThat(lines()).containsExactly("No commits in DIR");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missingDirectory_isWrongUsage() {
        assertThat(runs(folder + "/none")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).startsWith("Cannot list " + folder + "/none: no such directory (check the path)");
    }

    @Test
    void file_isWrongUsage() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(runs(file.toString())).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).startsWith("Cannot list " + file + ": it is a file (give a run directory)");
    }
}
