package dev.tandem.bench;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.feed.BatchFeed;
import dev.tandem.image.Augmentation;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.Preprocessing;
import dev.tandem.image.Shuffle;
import dev.tandem.metric.MetricSums;
import dev.tandem.metric.Metrics;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.learning.config.Adam;

/** How fast batches are read, on one thread, and which share of its time a model waits for them. */
final class FeedPart implements Part {

    private static final int BATCH_SIZE = 32;
    private static final int LARGE = 128;
    private static final int SMALL = 64;
    private static final int QUEUE = 10;

    private static final Augmentation AUGMENTATION = Augmentation.builder()
            .horizontalFlip()
            .rotationRange(15)
            .zoomRange(0.9, 1.1)
            .build();

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public String title() {
        return "images decoded and resized per second and core; share of time that a model waits for data";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        Settings settings = bench.settings();
        int repetitions = settings.choose(1, 5);
        Sequence digits = Workload.LENET.data(settings, settings.choose(40, 160));
        TrainableModel lenet = TrainableModel.of(Workload.LENET.network());
        Measure idx = Measure.of("feed.idx", repetitions)
                .warmups(1)
                .with(Contender.of("read", "images/s", () -> read(digits)))
                .with(Contender.of("lenet_waits", "% of time", () -> waits(lenet, digits)));
        bench.measure(idx);
        Optional<Path> photos = settings.data("trashnet");
        if (photos.isEmpty()) {
            bench.skip("feed.photos", "no photographs in " + settings.data() + "/trashnet");
            return;
        }
        photos(bench, photos.get(), repetitions);
    }

    private static void photos(Workbench bench, Path folder, int repetitions) throws Exception {
        int batches = bench.settings().choose(8, 40);
        Sequence large = photos(folder, LARGE, batches, Augmentation.NONE);
        Sequence augmented = photos(folder, LARGE, batches, AUGMENTATION);
        Sequence small = photos(folder, SMALL, batches, AUGMENTATION);
        BarePhotos bare = BarePhotos.of(folder, LARGE, batches * BATCH_SIZE);
        TrainableModel model = TrainableModel.of(Zoo.create("lenet", List.of(SMALL, SMALL, 3), 6, new Adam(0.001), 1));
        bench.measure(Measure.of("feed.photos", repetitions)
                .warmups(1)
                .with(Contender.of("read_128", "images/s", () -> read(large)))
                .with(Contender.of("augmented_128", "images/s", () -> read(augmented)))
                .with(Contender.of("bare_128", "images/s", bare::read))
                .with(Contender.of("lenet_64_waits", "% of time", () -> waits(model, small)))
                .ratio("feed.photos.vs_bare", "read_128", "bare_128"));
    }

    /** One after the other, as the bare decoder reads them. */
    private static Sequence photos(Path directory, int side, int batches, Augmentation augmentation)
            throws IOException {
        String folder = directory.toUri().toString();
        return new FirstBatches(
                ImageSequence.fromDirectory(folder)
                        .imageSize(side, side, 3)
                        .batchSize(BATCH_SIZE)
                        .shuffle(Shuffle.NONE)
                        .preprocess(Preprocessing.TORCH)
                        .augment(augmentation)
                        .open(),
                batches);
    }

    /** Images per second of this thread alone. */
    private static double read(Sequence data) throws IOException {
        long start = System.nanoTime();
        long images = 0;
        for (int index = 0; index < data.length(); index++) {
            try (Batch batch = data.get(index)) {
                images += batch.size();
            }
        }
        return images / ((System.nanoTime() - start) / 1e9);
    }

    /** Trains one pass over the data, read ahead by one thread; how much of the time the model waited. */
    private static double waits(TrainableModel model, Sequence data) throws InterruptedException {
        MetricSums sums = new MetricSums(List.of(Metrics.named("accuracy")));
        long start = System.nanoTime();
        try (BatchFeed feed = new BatchFeed(data, IntStream.range(0, data.length()), 1, QUEUE, Duration.ofMinutes(1))) {
            while (feed.hasNext()) {
                try (Batch batch = feed.next()) {
                    model.step(batch, sums);
                }
            }
            return 100.0 * feed.waitedNanos() / (System.nanoTime() - start);
        }
    }
}
