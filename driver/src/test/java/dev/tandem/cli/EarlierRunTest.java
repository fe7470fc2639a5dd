package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.checkpoint.Claim;
import dev.tandem.checkpoint.CommitContent;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Position;
import dev.tandem.checkpoint.Retention;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.config.JobChanges.Change;
import dev.tandem.config.JobFile;
import dev.tandem.config.JobFileException;
import dev.tandem.config.JobFileReader;
import dev.tandem.config.Problem;
import dev.tandem.config.Problems;
import dev.tandem.train.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunTest {

    private static final Resume GO_ON = new Resume.Automatically();

    @TempDir
    Path folder;

    private final Problems problems = new Problems("job.yaml");

    private JobFile job(String... settings) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, """
                name: small
                model: {zoo: mlp, input_shape: [4], classes: 3}
                data: {train: {class: com.acme.MySequence}}
                run: {directory: %s/run}
                """.formatted(folder));
        return JobFileReader.read(file, List.of(settings), Map.of(), problems);
    }

    private void begin() throws IOException {
        commit();
        Files.writeString(folder.resolve("run/job.yaml"), job().toYaml());
    }

    private void commit() throws IOException {
        Claim claim = RunDirectory.open(folder + "/run").claim(Owner.current("run", Map.of()), Retention.standard());
        claim.restore();
        claim.commit(new CommitContent(new Position(1, 0), JsonNodeFactory.instance.objectNode(), Map.of(), Map.of()));
    }

    private List<Change> check(Resume resume, String... settings) throws IOException {
        JobFile job = job(settings);
        return new EarlierRun(job.run().directory()).check(job, resume, problems);
    }

    private List<String> mistakes() {
        try {
            problems.throwIfAny();
            return List.of();
        } catch (JobFileException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void firstRun_hasNothingToCompare() throws IOException {
        assertThat(check(GO_ON, "seed=2")).isEmpty();
        assertThat(mistakes()).isEmpty();
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void runWithoutCommits_isBegunAnew() throws IOException {
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("run/job.yaml"), job("seed=2").toYaml());
        assertThat(check(GO_ON)).isEmpty();
        assertThat(mistakes()).isEmpty();
    }

    @Test
    void runOfNoJobFile_hasNothingToCompare() throws IOException {
        commit();
        assertThat(check(GO_ON, "seed=2")).isEmpty();
        assertThat(mistakes()).isEmpty();
    }

    @Test
    void acceptedChanges_areReturned() throws IOException {
        begin();
        assertThat(check(GO_ON, "fit.epochs=8")).containsExactly(new Change("fit.epochs", "1", "8"));
        assertThat(mistakes()).isEmpty();
    }

    @Test
    void refusedChanges_areMistakes() throws IOException {
        begin();
        check(GO_ON, "seed=2", "fit.epochs=8");
        assertThat(mistakes())
                .containsExactly(
                        "seed: is 2, but the run in " + folder + "/run was begun with 0: set it back, begin anew"
                                + " with --restart, or give another run.directory (--set)");
    }

    @Test
    void restart_comparesNothing() throws IOException {
        begin();
        assertThat(check(new Resume.Restart(), "seed=2")).isEmpty();
        assertThat(mistakes()).isEmpty();
    }

    @Test
    void from_needsCommits() throws IOException {
        check(new Resume.From(folder + "/none"));
        assertThat(mistakes()).containsExactly("--from: no commits in " + folder + "/none");
    }

    @Test
    void from_aRun_isFine() throws IOException {
        begin();
        assertThat(check(new Resume.From(folder + "/run"), "run.directory=" + folder + "/other", "seed=2"))
                .isEmpty();
        assertThat(mistakes()).isEmpty();
    }

    @Test
    void from_thisVeryRun_isAMistake() throws IOException {
        begin();
        check(new Resume.From(folder + "/./run"));
        assertThat(mistakes())
                .containsExactly("--from: is this job's own run.directory: leave --from out to go on with it, or give"
                        + " another run.directory");
    }

    @Test
    void runWithADamagedJobFile_isNamed() throws IOException {
        begin();
        Files.writeString(folder.resolve("run/job.yaml"), "");
        assertThatThrownBy(() -> check(GO_ON))
                .isInstanceOf(JobFileException.class)
                .hasMessageStartingWith(folder + "/run/job.yaml has a mistake:");
    }
}
