package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class BackgroundCommitterTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final MemoryStore memory = new MemoryStore();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void submittedContent_isCommittedWhileTheCallerGoesOn() throws IOException {
        try (BackgroundCommitter committer = new BackgroundCommitter(claim(gated()), WhenBusy.WAIT, patience(LONG))) {
            assertThat(committer.submit(TwoCommits.content(1))).isEqualTo(BackgroundCommitter.Submission.STARTED);
            assertThat(memory.list(Folder.COMMITS)).isEmpty();
            gate.countDown();
            assertThat(committer.flush()).contains(new CommitId(1, 1));
        }
        assertThat(latest().arrays().get("parameters")).containsExactly(1, -1, 0.5f);
    }

    @Test
    void whenBusySkip_leavesTheNextOut() throws IOException {
        try (BackgroundCommitter committer = new BackgroundCommitter(claim(gated()), WhenBusy.SKIP, patience(LONG))) {
            committer.submit(TwoCommits.content(1));
            assertThat(committer.submit(TwoCommits.content(2))).isEqualTo(BackgroundCommitter.Submission.SKIPPED);
            gate.countDown();
        }
        assertThat(latest().position().epoch()).isEqualTo(1);
    }

    @Test
    void whenBusyWait_commitsEach() throws IOException {
        gate.countDown();
        try (BackgroundCommitter committer = new BackgroundCommitter(claim(gated()), WhenBusy.WAIT, patience(LONG))) {
            committer.submit(TwoCommits.content(1));
            committer.submit(TwoCommits.content(2));
            assertThat(committer.flush()).isEqualTo(Optional.of(new CommitId(1, 2)));
        }
    }

    @Test
    void replacement_surfacesAtTheNextCall() throws IOException {
        gate.countDown();
        BackgroundCommitter committer = new BackgroundCommitter(claim(gated()), WhenBusy.WAIT, patience(LONG));
        claim(memory);
        committer.submit(TwoCommits.content(1));
        assertThatThrownBy(() -> committer.submit(TwoCommits.content(2))).isInstanceOf(ReplacedException.class);
        committer.close();
    }

    @Test
    void failure_surfacesAtClose() throws IOException {
        Claim claim = claim(new FlawedStore(memory) {
            @Override
            public void write(String name, Content content) throws IOException {
                throw new IOException("Cannot write x: No space left on device");
            }
        });
        BackgroundCommitter committer = new BackgroundCommitter(claim, WhenBusy.WAIT, patience(LONG));
        committer.submit(TwoCommits.content(1));
        assertThatThrownBy(committer::close)
                .isInstanceOf(IOException.class)
                .hasMessage("A commit to memory failed: Cannot write x: No space left on device");
    }

    @Test
    void aBlockedFileSystem_isWaitedForOnce() throws IOException {
        BackgroundCommitter committer =
                new BackgroundCommitter(claim(gated()), WhenBusy.WAIT, patience(Duration.ofMillis(20)));
        committer.submit(TwoCommits.content(1));
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> committer.submit(TwoCommits.content(2)))
                    .isInstanceOf(BlockedException.class)
                    .hasMessageStartingWith(
                            "A commit to memory is not written after 0.02 s (checkpoint.timeout): the file")
                    .hasMessageContaining("earlier commits are intact");
        }
        committer.close();
    }

    private static Patience patience(Duration limit) {
        return new Patience(limit);
    }

    private Store gated() {
        return new FlawedStore(memory) {
            @Override
            public void write(String name, Content content) throws IOException {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
                super.write(name, content);
            }
        };
    }

    private Restored latest() throws IOException {
        return TwoCommits.directory(memory).latest().orElseThrow();
    }

    private static Claim claim(Store store) throws IOException {
        Claim claim = TwoCommits.directory(store).claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        return claim;
    }
}
