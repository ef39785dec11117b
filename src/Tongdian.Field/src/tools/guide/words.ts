export const guideWords = {
  'brick-concrete': ['墙是砖砌的，楼板是混凝土；多为六层以下的旧楼和自建房。', 'Walls of brick, floors of concrete: older houses up to six floors and self-built homes.'],
  frame: ['看得到混凝土的梁和柱，墙只是填充；多为高层和新楼。', 'Beams and columns of concrete, walls only fill in: high-rise and newer buildings.'],
  steel: ['梁柱是钢的，屋面多为彩钢板；常见于厂房、仓库。', 'Beams and columns of steel, roof of sheet metal: workshops and warehouses.'],
  timber: ['梁柱或墙是木头的。布线要穿管，注意防火。', 'Beams or walls of wood. Wires go in conduit; mind fire.'],
  other: ['都不是。请在备注中写明。', 'None of these. Say in the remarks what it is.'],
  overhead: ['从电杆架空拉到房屋，离地、离窗要有安全距离。', 'From a pole through the air to the house, clear of ground and windows.'],
  cable: ['电缆埋在地下或走电缆沟，地面要开挖或已有管道。', 'A cable in the ground or in a duct; the ground is opened, or ducts are there.'],
  wall: ['沿外墙用支架或管固定，到表箱。', 'Along the outer wall on brackets or in conduit to the meter box.'],
  mixed: ['一段架空、一段电缆。', 'Partly overhead, partly cable.'],
  proposed: ['识别建议（把握 {p} %），请确认', 'Proposed by recognition ({p} % sure): confirm it'],
} as const;
