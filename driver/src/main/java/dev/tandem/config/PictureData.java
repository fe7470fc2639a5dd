package dev.tandem.config;

import dev.tandem.config.ImagesSource.Split;
import dev.tandem.config.SourceSection.Idx;
import dev.tandem.data.IdxSequence;
import dev.tandem.data.ImageShape;
import dev.tandem.data.Sequence;
import dev.tandem.image.Augmentation;
import dev.tandem.image.ClassMode;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.ImageSequenceBuilder;
import dev.tandem.image.ImageSubset;
import dev.tandem.image.PictureInputs;
import dev.tandem.image.PictureReader;
import dev.tandem.image.Preparation;
import dev.tandem.image.Preprocessing;
import dev.tandem.image.Shuffle;
import dev.tandem.table.CellReader;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Opens pictures as a job file describes them.
 *
 * @param section with what becomes of them
 * @param seed of the job
 * @param classes of the model, where they are known
 */
record PictureData(SourceSection section, long seed, OptionalInt classes) {

    /** Two IDX files, as they are unless pictures are mixed or changed. */
    Sequence idx(Idx files) throws IOException {
        IdxSequence plain = classes.isPresent()
                ? new IdxSequence(
                        files.images(), files.labels(), section.batchSize(), section.scale(), classes.getAsInt())
                : IdxSequence.inferClasses(files.images(), files.labels(), section.batchSize(), section.scale());
        boolean asTheyAre = files.shuffle() == Shuffle.NONE
                && section.augment().isEmpty()
                && section.preprocess() == Preprocessing.NONE;
        return asTheyAre
                ? plain
                : prepared(ImageSequence.fromIdx(files.images(), files.labels(), plain.classes()))
                        .shuffle(files.shuffle())
                        .open();
    }

    /** Pictures in files of their own. */
    Sequence images(ImagesSource pictures) throws IOException {
        List<Integer> size = pictures.imageSize();
        String path = pictures.listing().path();
        ImageSequenceBuilder from = pictures.listing().key().equals("manifest")
                ? ImageSequence.fromManifest(path)
                : ImageSequence.fromDirectory(path);
        ImageSequence images = prepared(from)
                .imageSize(size.get(0), size.get(1), size.get(2))
                .resize(pictures.resize())
                .classMode(pictures.classMode())
                .subset(pictures.split().map(PictureData::subset).orElseGet(ImageSubset::all))
                .shuffle(pictures.reading().shuffle())
                .cache(pictures.reading().cache())
                .decoder(pictures.reading().decoder())
                .open();
        if (classes.isPresent()) {
            requireClasses(pictures, images.classes());
        }
        return images;
    }

    /** Pictures in a column of a table. */
    CellReader cells(PictureColumn pictures) {
        List<Integer> size = pictures.imageSize();
        ImageShape shape = new ImageShape(size.get(0), size.get(1), size.get(2));
        return new PictureCells(new PictureInputs(
                new PictureReader(shape, pictures.resize(), pictures.decoder()),
                new Preparation(augmentation(), section.preprocess(), section.scale()),
                seed));
    }

    private ImageSequenceBuilder prepared(ImageSequenceBuilder pictures) {
        return pictures.batchSize(section.batchSize())
                .seed(seed)
                .scale(section.scale())
                .preprocess(section.preprocess())
                .augment(augmentation());
    }

    private Augmentation augmentation() {
        return section.augment().isEmpty() ? Augmentation.NONE : Augmentation.of(section.augment());
    }

    /** A model of the zoo has a column of outputs for each class, and wants targets like that. */
    private void requireClasses(ImagesSource pictures, List<String> found) {
        ClassMode mode = pictures.classMode();
        if (mode == ClassMode.SPARSE || mode == ClassMode.INPUT) {
            throw new IllegalArgumentException(
                    "class_mode is " + mode.keyword() + ", but models of the zoo learn a column"
                            + " for each class (give categorical, binary or multi_label, or a model of your own)");
        }
        int columns = mode.columns(found.size());
        if (columns != classes.getAsInt()) {
            throw new IllegalArgumentException(
                    pictures.listing().path() + " has " + found.size() + " classes " + found + ", which class_mode "
                            + mode.keyword() + " makes " + columns + " columns, but model.classes is "
                            + classes.getAsInt());
        }
    }

    private static ImageSubset subset(Split split) {
        return split.subset().equals("training")
                ? ImageSubset.training(split.validationSplit())
                : ImageSubset.validation(split.validationSplit());
    }
}
