package dev.tandem.keras;

import dev.tandem.layer.MaskedAverage;
import dev.tandem.layer.Merging;
import dev.tandem.layer.StepMask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;

/** Builds a model's layers one after the other: each of Keras's classes as DL4J's, on data with the channels first. */
final class Layers {

    private static final Set<String> NOTHING_TO_DO = Set.of("ActivityRegularization", "Identity");

    /** In predictions, they leave pictures as they are. */
    private static final Set<String> AUGMENTING = Set.of(
            "RandomFlip",
            "RandomRotation",
            "RandomZoom",
            "RandomTranslation",
            "RandomCrop",
            "RandomContrast",
            "RandomBrightness",
            "RandomColorJitter",
            "RandomErasing",
            "RandomGrayscale",
            "RandomHue",
            "RandomInvert",
            "RandomPerspective",
            "RandomPosterization",
            "RandomSaturation",
            "RandomSharpness",
            "RandomShear");

    private static final Set<String> IMPORTED = Set.of(
            "MaxPooling1D",
            "MaxPooling2D",
            "MaxPooling3D",
            "AveragePooling1D",
            "AveragePooling2D",
            "AveragePooling3D",
            "GlobalMaxPooling1D",
            "GlobalMaxPooling2D",
            "GlobalMaxPooling3D",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D",
            "GlobalAveragePooling3D",
            "ZeroPadding1D",
            "ZeroPadding2D",
            "ZeroPadding3D",
            "Cropping1D",
            "Cropping2D",
            "Cropping3D",
            "UpSampling1D",
            "UpSampling2D",
            "UpSampling3D",
            "Dropout",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "AlphaDropout",
            "GaussianDropout",
            "GaussianNoise",
            "ReLU",
            "LeakyReLU",
            "ELU",
            "ThresholdedReLU");

    /** Parts of the names of layers that, in Keras, know nothing of masks. */
    private static final List<String> MASK_ENDS = List.of(
            "Conv", "Pooling", "Padding", "Cropping", "UpSampling", "Reshape", "Permute", "RepeatVector", "Attention");

    private final ModelFormat format;
    private final Assembly assembly;
    private final ImportedLayer imported;
    private final Weighted weighted;
    private final Shapes shapes;
    private final Pictures pictures;
    private final Merges merges;
    private final Warnings warnings;
    private final IgnoredOptions ignored;
    private final UnlikeKeras unlike;

    Layers(ModelFormat format, SavedModel saved, Assembly assembly, Warnings warnings) {
        Activations activations = new Activations(saved.majorVersion());
        this.format = format;
        this.assembly = assembly;
        this.imported = new ImportedLayer(activations);
        this.weighted = new Weighted(saved, assembly, imported, activations);
        this.shapes = new Shapes(assembly);
        this.pictures = new Pictures(assembly);
        this.merges = new Merges(assembly);
        this.warnings = warnings;
        this.ignored = new IgnoredOptions(warnings);
        this.unlike = new UnlikeKeras(assembly, warnings);
    }

    void add(Node node) throws IOException {
        build(node);
        unlike.warn(node);
    }

    private void build(Node node) throws IOException {
        if (node.kind().equals("InputLayer")) {
            assembly.input(node, format.input(node));
            return;
        }
        List<String> inputs = node.inputs();
        if (inputs.isEmpty()) {
            throw node.unsupported("no layer feeds it");
        }
        if (node.kind().equals(SharedLayers.INPUTS)) {
            new SharedLayers(assembly).join(node);
            return;
        }
        Tensor input = assembly.result(inputs.get(0));
        if (node.kind().equals(SharedLayers.RESULT)) {
            new SharedLayers(assembly).part(node, input);
            return;
        }
        Node unwrapped = EachStep.unwrapped(node, input);
        if (unwrapped.kind().equals("TimeDistributed")) {
            EachStep steps = new EachStep(assembly);
            steps.before(node, input);
            add(EachStep.each(node));
            steps.after(node, input);
            return;
        }
        if (AUGMENTING.contains(node.kind())) {
            warnings.add(
                    node, "it is left out: pictures are changed where they are read, by the key augment: of images:");
        }
        ignored.warn(unwrapped.kind().equals("Bidirectional") ? Bidirectional.forward(node) : unwrapped);
        if (Merges.KINDS.contains(node.kind()) && node.config().has("operand")) {
            shapes.operation(node, input);
        } else if (Merges.KINDS.contains(node.kind())) {
            merges.add(node, inputs);
        } else if (node.kind().equals("Masking")) {
            masking(node, input);
        } else if (node.kind().equals("CustomScaleLayer") && inputs.size() == 2) {
            merges.scaledSum(node, List.of(input, assembly.result(inputs.get(1))));
        } else if (inputs.size() > 1) {
            throw node.unsupported("it has " + inputs.size() + " inputs " + inputs
                    + " (expected 1: a layer of this class cannot be built from DL4J's layers on several)");
        } else if (!shapes.add(unwrapped, input)
                && !pictures.add(unwrapped, input)
                && !weighted.add(unwrapped, input)) {
            addPlain(unwrapped, input);
        }
        if (input.isMasked() && MASK_ENDS.stream().anyMatch(unwrapped.kind()::contains)) {
            assembly.mask(node, "");
        }
    }

    private void masking(Node node, Tensor input) throws IOException {
        Weighted.requireSequence(node, input);
        Node mask = node.part("_mask");
        assembly.computation(mask, new StepMask(node.config().path("mask_value").asDouble()), input);
        assembly.computation(node, new Merging(Merging.Operation.MULTIPLY), input, assembly.result(mask.name()));
        assembly.mask(node, mask.name());
    }

    private void addPlain(Node node, Tensor input) throws IOException {
        if (NOTHING_TO_DO.contains(node.kind()) || AUGMENTING.contains(node.kind())) {
            assembly.pass(node, input);
            return;
        }
        if (!IMPORTED.contains(node.kind())) {
            throw node.unsupported("a layer of this class cannot be built from DL4J's layers");
        }
        requirePlain(node, input);
        if (node.kind().equals("AveragePooling1D")) {
            new OnPicture(assembly, imported).averagePooling(node, input);
            return;
        }
        if (node.kind().startsWith("Global")) {
            globalPooling(node, input);
        } else if (node.kind().equals("UpSampling3D")) {
            assembly.layer(node, upSampling3d(node), input, Map.of());
        } else {
            assembly.layer(node, imported.of(node, input), input, Map.of());
        }
    }

    /** DL4J's import would take one size for all dimensions. */
    private static Layer upSampling3d(Node node) {
        var size = node.config().path("size");
        int[] each = new int[3];
        for (int i = 0; i < each.length; i++) {
            each[i] = size.isInt() ? size.asInt() : size.path(i).asInt(1);
        }
        return new Upsampling3D.Builder().size(each).name(node.name()).build();
    }

    private void globalPooling(Node node, Tensor input) throws IOException {
        if (input.isMasked() && node.kind().equals("GlobalAveragePooling1D") && !node.flag("keepdims", false)) {
            assembly.computation(node, new MaskedAverage(), input, input.maskItself());
            return;
        }
        Layer layer = node.kind().endsWith("3D") ? globalPooling3d(node) : imported.of(node, input);
        if (!node.flag("keepdims", false)) {
            assembly.layer(node, layer, input, InputType.feedForward(input.features()), Map.of());
            return;
        }
        Node pooled = node.part("_pooled");
        assembly.layer(pooled, layer, input, InputType.feedForward(input.features()), Map.of());
        shapes.keepDimensions(node, input, assembly.result(pooled.name()));
    }

    private static Layer globalPooling3d(Node node) {
        return new GlobalPoolingLayer.Builder(node.kind().contains("Max") ? PoolingType.MAX : PoolingType.AVG)
                .poolingDimensions(2, 3, 4)
                .name(node.name())
                .build();
    }

    private static void requirePlain(Node node, Tensor input) throws IOException {
        if (!node.text("interpolation", "nearest").equals("nearest")) {
            throw node.unsupported("DL4J has no interpolation " + node.text("interpolation", ""));
        }
        boolean isChannelsFirst1d =
                node.kind().endsWith("1D") && node.text("data_format", "").equals("channels_first");
        if (isChannelsFirst1d && input.isSequence()) {
            throw node.unsupported("a sequence with channels first");
        }
    }
}
