package dev.tandem.config;

import dev.tandem.config.SourceSection.Generator;
import dev.tandem.config.SourceSection.Idx;
import dev.tandem.config.SourceSection.UserClass;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a job's data, drawing the sample images before if they are wanted and not there. */
record DataParts(JobFile job, Builtins builtins, Problems problems) {

    Optional<TrainingData> train() {
        drawSample();
        Optional<TrainingData> train = open("data.train", job.data().train(), Optional.empty());
        if (train.isPresent() && train.get() instanceof Sequence sequence && !(sequence instanceof UnwrittenTable)) {
            checkReplicas(sequence);
        }
        return train;
    }

    /** Validation data, which has the training data's classes. */
    Optional<Sequence> validation(Optional<TrainingData> train) {
        return job.data()
                .validation()
                .flatMap(source -> open("data.validation", source, train))
                .map(Sequence.class::cast);
    }

    /** Data to evaluate a model with; tables are encoded as it remembers. */
    Optional<Sequence> remembered(String path, SourceSection section, Remembered remembered) {
        drawSample();
        if (!(section.source() instanceof TableSource table)) {
            return open(path, section, Optional.empty()).map(Sequence.class::cast);
        }
        TableParts parts = new TableParts(section, job.seed(), job.classes());
        return open(path, section, () -> new RememberedTable(remembered).open(table, parts))
                .map(Sequence.class::cast);
    }

    /** Each replica needs a batch of its own; with {@code steps_per_epoch} the steps of an epoch count instead. */
    private void checkReplicas(Sequence train) {
        int replicas = job.fit().replicas();
        if (job.fit().stepsPerEpoch().isEmpty() && replicas > train.length() && problems.isClean("fit.replicas")) {
            problems.add(
                    "fit.replicas",
                    "is " + replicas + " but data.train has only " + train.length()
                            + " batches: each replica needs one of its own (fewer replicas or a smaller batch_size)");
        }
    }

    /** Only for a job without mistakes: a misspelt one must leave nothing behind. */
    private void drawSample() {
        Optional<Path> directory = job.data().sample().map(Section::local);
        if (directory.isPresent() && !Files.exists(directory.get()) && problems.isEmpty()) {
            try {
                builtins.drawSample(directory.get(), job.seed());
            } catch (IOException | IllegalArgumentException e) {
                problems.add("data.sample", "cannot be drawn: " + e.getMessage());
            }
        }
    }

    private Optional<TrainingData> open(String path, SourceSection section, Optional<TrainingData> train) {
        return open(path, section, () -> open(section, train));
    }

    /** Opens a source, and may fail. */
    private interface Opening {
        TrainingData open() throws IOException;
    }

    private Optional<TrainingData> open(String path, SourceSection section, Opening opening) {
        if (!problems.isClean(path) || waitsForSample(section)) {
            return Optional.empty();
        }
        try {
            return Optional.of(opening.open());
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            problems.add(path + "." + key(section), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean waitsForSample(SourceSection section) {
        return job.data().sample().isPresent()
                && section.source() instanceof ImagesSource images
                && !Files.exists(Section.local(job.data().sample().get()))
                && Section.local(images.listing().path())
                        .startsWith(Section.local(job.data().sample().get()));
    }

    private TrainingData open(SourceSection section, Optional<TrainingData> train) throws IOException {
        if (section.source() instanceof TableSource table) {
            return new TableParts(section, job.seed(), job.classes()).open(table, train);
        }
        if (section.source() instanceof Idx idx) {
            return builtins.idx(section, idx, job.seed(), job.classes());
        }
        if (section.source() instanceof ImagesSource images) {
            return builtins.images(section, images, job.seed(), job.classes());
        }
        return section.source() instanceof Generator generator
                ? UserClasses.create(generator.named(), BatchGenerator.class)
                : UserClasses.create(((UserClass) section.source()).named(), Sequence.class);
    }

    private static String key(SourceSection section) {
        if (section.source() instanceof TableSource table) {
            return table.key();
        }
        if (section.source() instanceof Idx) {
            return "idx";
        }
        if (section.source() instanceof ImagesSource) {
            return "images";
        }
        return section.source() instanceof Generator ? "generator" : "class";
    }
}
