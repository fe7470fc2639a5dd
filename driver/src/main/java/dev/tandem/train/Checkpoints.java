package dev.tandem.train;

import dev.tandem.callback.CallbackState;
import dev.tandem.checkpoint.BackgroundCommitter;
import dev.tandem.checkpoint.Claim;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Patience;
import dev.tandem.checkpoint.ReplacedException;
import dev.tandem.checkpoint.Restored;
import dev.tandem.checkpoint.Retention;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.plan.EpochPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commits a run's state to its run directory when that is due, and brings back what the newest commit holds. */
final class Checkpoints implements AutoCloseable {

    private final @Nullable RunDirectory directory;
    private final CheckpointOptions options;
    private final Resume resume;
    private final CommitSchedule schedule;
    private final RunParts run;
    private @Nullable BackgroundCommitter committer;

    private Checkpoints(
            @Nullable RunDirectory directory,
            CheckpointOptions options,
            Resume resume,
            CommitSchedule schedule,
            RunParts run) {
        this.directory = directory;
        this.options = options;
        this.resume = resume;
        this.schedule = schedule;
        this.run = run;
    }

    /** Commits to a run directory as the options say; nowhere, if there is no directory. */
    static Checkpoints of(@Nullable String directory, CheckpointOptions options, Resume resume, RunParts run) {
        if (directory == null) {
            CommitSchedule never = new CommitSchedule(new CheckpointOptions.Every.Epoch());
            return new Checkpoints(null, options, resume, never, run);
        }
        try {
            RunDirectory opened = RunDirectory.open(directory, run.control().hadoop());
            return new Checkpoints(opened, options, resume, new CommitSchedule(options.every()), run);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the run directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Claims the run directory and puts what its newest commit holds into the run's parts.
     *
     * @return where to go on; {@code start} if there is nothing to go on from
     * @throws IllegalArgumentException if the commit is of a run that differs in what must not change
     * @throws UncheckedIOException if the directory cannot be used, or holds commits of which none validates
     */
    Standing restore(Standing start) {
        if (directory == null) {
            return start;
        }
        try {
            RunDirectory taken = directory;
            Claim claim = patience().call(taken.location() + " is not claimed", () -> claim(taken));
            run.control().access().heldBy(claim);
            committer = new BackgroundCommitter(claim, options.whenBusy(), patience());
            Optional<Restored> own = patience().call(claim.location() + " is not read", claim::restore);
            if (own.isPresent()) {
                return goOn(own.get(), claim.location());
            }
            return resume instanceof Resume.From from ? goOn(latestOf(from.directory()), from.directory()) : start;
        } catch (ReplacedException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot use the run directory " + directory.location() + ": " + e.getMessage(), e);
        }
    }

    private Claim claim(RunDirectory taken) throws IOException {
        Owner owner = Owner.current(run.name(), Versions.ofThisProgram());
        if (resume instanceof Resume.Restart) {
            taken.setAside(owner).ifPresent(place -> run.control().print("Moved the earlier run to " + place));
        }
        return taken.claim(owner, retention());
    }

    private Patience patience() {
        return run.control().access().patience();
    }

    private Retention retention() {
        Optional<Retention.Best> best = options.keepBest()
                .flatMap(metric -> run.metrics().direction(metric).map(way -> new Retention.Best(metric, way)));
        return new Retention(options.keep(), best, options.keepFor());
    }

    private Restored latestOf(String other) throws IOException {
        RunDirectory source = RunDirectory.open(other, run.control().hadoop());
        return patience()
                .call(other + " is not read", source::latest)
                .orElseThrow(() -> new IllegalArgumentException("Cannot go on from " + other + ": it holds no commit"));
    }

    private Standing goOn(Restored restored, String place) {
        RunState state = RunState.of(restored);
        run.requireSame(state.identity(), place);
        state.restoreInto(run, restored);
        Standing standing = state.standing();
        run.control().print(greeting(standing) + " (" + place + ", commit " + restored.id() + ")");
        schedule.begin();
        return standing;
    }

    private String greeting(Standing standing) {
        if (standing.epoch() >= run.epochs()) {
            return "Nothing left to train: all " + run.epochs() + " epochs are done";
        }
        if (run.control().isStopping()) {
            return "Nothing left to train: " + run.control().stopReason().orElseThrow();
        }
        return "Going on with epoch " + (standing.epoch() + 1)
                + (standing.round() > 0 ? ", round " + (standing.round() + 1) : "");
    }

    /** The round, at most the last, up to which it is known where commits are due from {@code round} on. */
    int horizon(EpochPlan plan, int round) {
        return schedule.horizon(plan, round);
    }

    /** After how many rounds of the epoch, and after each multiple, a commit is due within what is known. */
    int cutEvery() {
        return schedule.cutEvery();
    }

    /** Commits, if that is due within an epoch. */
    void roundsDone(Standing standing) {
        if (schedule.isDue(standing.round())) {
            commit(standing);
        }
    }

    /** Commits the end of an epoch, or of the run. */
    void commit(Standing standing) {
        if (committer == null) {
            return;
        }
        CallbackState callbacks = run.callbacks().state();
        RunState state = RunState.of(run, standing, callbacks);
        try {
            if (standing.round() == 0) {
                committer.flush(); // only commits within an epoch may be left out
            }
            committer.submit(state.content(
                    run.control().state(), callbacks, run.record().lastLogs().asMap()));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        schedule.begin();
    }

    /**
     * Stops a run that another process has taken over before its callbacks write anything more.
     *
     * @throws UncheckedIOException because of {@link dev.tandem.checkpoint.ReplacedException}
     */
    void requireClaim() {
        try {
            run.control().access().recheck();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Waits for the last commit. */
    @Override
    public void close() {
        if (committer != null) {
            try {
                committer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }
}
