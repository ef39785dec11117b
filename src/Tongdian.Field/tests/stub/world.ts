import type { FieldView, Visit } from '../../src/model';
import { StubServer } from './contract';

const field = (id: string, type: FieldView['type'], label: string, more: Partial<FieldView> = {}): FieldView => ({
  id,
  type,
  label,
  required: true,
  requiredWhen: [],
  ...more,
});

const today = (): string => new Date().toLocaleDateString('sv-SE');
const at = (time: string): string => new Date(`${today()}T${time}:00`).toISOString();

function visit(number: string, stage: string, name: string, customer: string, address: string, more: Partial<Visit>): Visit {
  return {
    number,
    stage,
    tag: '',
    entry: '',
    name,
    processName: '低压居民新装',
    state: 'open',
    mine: true,
    paused: false,
    urgent: false,
    green: false,
    customer: { name: customer, phone: '13800000000' },
    address,
    facts: {},
    fields: [],
    files: [],
    signatures: [],
    handed: [],
    known: [],
    documents: [],
    readings: [],
    pauseReasons: [
      { id: 'customer-absent', name: '客户不在' },
      { id: 'weather', name: '天气原因' },
      { id: 'not-ready', name: '现场不具备条件' },
    ],
    ...more,
  };
}

/** A day with a survey, a construction, an emergency and a completion inspection, as a crew may have it. */
export function aDay(): StubServer {
  const server = new StubServer();
  server.add(
    visit('202606-000128', 'survey', '现场勘查', '张伟', '示范县青松镇青松路 12 号 3 单元 502 室', {
      appointment: { day: today(), from: '09:00', until: '10:00', words: '今天 09:00–10:00', agreed: true },
      dueAt: at('18:00'),
      at: { lat: 40.3162, lon: 116.6371 },
      facts: { 'case.capacityKw': 8 },
      survey: { limit: {}, tables: 'cn 1' },
      notice: {
        content: '勘查用电现场，确定接入点和供电方案。',
        duration: '约 40 分钟',
        prepare: ['房屋产权证明', '用电设备清单'],
        standard: ['佩戴工作证，穿鞋套', '不收取任何费用'],
        safety: ['戴安全帽，穿绝缘鞋', '开箱有人监护'],
      steps: ['核对客户和地址', '定位并拍摄现场全景'],
      canSign: true,
      way: [
          { name: '业务受理', state: 'completed' },
          { name: '现场勘查', state: 'open' },
          { name: '装表施工', state: 'pending' },
          { name: '验电送电', state: 'pending' },
        ],
      },
      known: [
        {
          stage: 'acceptance',
          name: '业务受理',
          values: [
            { label: '申请容量', value: '8 kW' },
            { label: '用电类别', value: '居民生活' },
            { label: '用途', value: '新房装修和空调' },
          ],
        },
      ],
      documents: [
        { file: 'd1', label: '产权证明', mediaType: 'image/jpeg' },
        { file: 'd2', label: '身份证明', mediaType: 'application/pdf' },
      ],
      fields: [
        { field: field('position', 'position', '现场位置', { help: '在计划装表处定位' }) },
        { field: field('supplyPoint', 'text', '电源接入点', { help: '台区、线路和杆号或分支箱', max: 200 }) },
        {
          field: field('phases', 'choice', '相数', {
            options: [
              { id: 'single', label: '单相 220 伏' },
              { id: 'three', label: '三相 380 伏' },
            ],
          }),
        },
        { field: field('capacityKw', 'number', '核定容量', { unit: 'kW', min: 0.1, max: 160 }), value: 8, origin: 'case.capacityKw' },
        { field: field('lineWorks', 'boolean', '需要线路工程', { help: '需要新建或改造低压线路、电缆或分支箱' }) },
        { field: field('measuredVoltageV', 'number', '接入点实测电压', { unit: 'V', min: 0, max: 500 }) },
        { field: field('obstacles', 'long-text', '障碍和风险', { required: false, max: 1000 }) },
      ],
      files: [
        { kind: 'site-overview', label: '现场全景', min: 1, max: 3, format: 'image', when: [] },
        { kind: 'supply-point', label: '接入点照片', min: 1, max: 3, format: 'image', when: [] },
      ],
      signatures: [{ role: 'customer', label: '客户签字', required: true }],
    }),
  );
  server.add(
    visit('202606-000131', 'construction', '装表施工', '李秀兰', '示范县河东街道滨河路 8 号', {
      appointment: { day: today(), from: '10:30', until: '12:00', words: '今天 10:30–12:00', agreed: true },
      green: true,
      at: { lat: 40.3204, lon: 116.6468 },
      dueAt: at('23:00'),
      fields: [
        { field: field('safetyBriefing', 'boolean', '已做安全交底') },
        { field: field('crewMembers', 'integer', '施工人数', { min: 2, max: 50 }) },
        { field: field('meterNumber', 'text', '表号', { help: '条码下方的编号', pattern: '^[A-Z0-9]{8,22}$' }) },
        {
          field: field('seals', 'rows', '封印', {
            max: 10,
            columns: [
              field('number', 'text', '封印编号', { pattern: '^[A-Z0-9]{4,22}$' }),
              field('place', 'choice', '位置', {
                options: [
                  { id: 'meter', label: '表计' },
                  { id: 'box', label: '表箱' },
                ],
              }),
            ],
          }),
        },
      ],
      files: [{ kind: 'before', label: '施工前', min: 1, max: 3, format: 'image', when: [] }],
      signatures: [{ role: 'construction-crew', label: '施工班组签字', required: true }],
    }),
  );
  server.add(
    visit('202606-000140', 'survey', '现场勘查', '示范县人民医院', '示范县人民路 1 号急诊楼配电室', {
      processName: '应急',
      urgent: true,
      dueAt: at('00:05'),
      at: { lat: 40.3111, lon: 116.6302 },
    }),
  );
  server.add(
    visit('202606-000097', 'completion-inspection', '竣工检验', '青松食品加工有限公司', '示范县工业园区创业大道 66 号', {
      processName: '高压',
      dueAt: at('23:30'),
      at: { lat: 40.327, lon: 116.6359 },
      mine: false,
      fields: [
        {
          field: field('items', 'checklist', '检验项目', {
            options: [
              { id: 'as-design', label: '施工与审定图纸一致' },
              { id: 'earthing', label: '接地电阻' },
              { id: 'protection', label: '保护装置和定值' },
            ],
          }),
        },
        { field: field('earthResistanceOhm', 'number', '接地电阻', { unit: 'Ω', min: 0, max: 1000 }) },
      ],
      files: [{ kind: 'inspection', label: '检验照片', min: 1, max: 10, format: 'image', when: [] }],
      signatures: [{ role: 'inspector', label: '检验员签字', required: true }],
    }),
  );
  server.documents.set('d2', { bytes: new TextEncoder().encode('%PDF-1.4'), mediaType: 'application/pdf' });
  return server;
}
